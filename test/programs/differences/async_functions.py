"""async and await

Why: there is no event loop; a file with async functions is read, and what does not call them runs.
Instead: ordinary functions, and generators for steps that take turns.
"""
import asyncio


async def answer():
    return 42


print(asyncio.run(answer()))
