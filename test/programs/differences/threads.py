"""Threads and processes

Why: a run is one sequence of events, the same each time.
Instead: call the function; a DataLoader with workers loads as one without.
"""
import threading

thread = threading.Thread(target=print, args=("in a thread",))
thread.start()
thread.join()
