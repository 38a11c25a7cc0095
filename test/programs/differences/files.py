"""Files

Why: a file is run when it is opened, also in a workspace that nobody trusts: programs reach nothing of the machine.
Instead: keep small data in the program, make it with torch or random; torch.save and torch.load work on io.BytesIO.
"""
with open(__file__) as file:
    print(file.readline().startswith('"""'))
