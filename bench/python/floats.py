"""Floats: a Mandelbrot set, n bodies, Simpson's rule, a logistic map."""
import math


def mandelbrot(size, most):
    inside = 0
    for row in range(size):
        y0 = row / size * 2.0 - 1.0
        for column in range(size):
            x0 = column / size * 3.0 - 2.0
            x = y = 0.0
            n = 0
            while n < most and x * x + y * y <= 4.0:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                n += 1
            if n == most:
                inside += 1
    return inside


class Body:
    def __init__(self, x, y, vx, vy, mass):
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.mass = mass


def advance(bodies, dt):
    for i in range(len(bodies)):
        a = bodies[i]
        for b in bodies[i + 1 :]:
            dx = a.x - b.x
            dy = a.y - b.y
            distance = math.sqrt(dx * dx + dy * dy + 0.01)
            force = dt / (distance * distance * distance)
            a.vx -= dx * b.mass * force
            a.vy -= dy * b.mass * force
            b.vx += dx * a.mass * force
            b.vy += dy * a.mass * force
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy


def simpson(f, a, b, n):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += f(a + i * h) * (4 if i % 2 == 1 else 2)
    return total * h / 3


def logistic(r, n):
    x = 0.5
    for _ in range(n):
        x = r * x * (1 - x)
    return x


print(mandelbrot(100, 80))
bodies = [Body(float(i), i * 0.5, 0.1 * i, -0.2 * i, 1.0 + i) for i in range(5)]
for _ in range(4000):
    advance(bodies, 0.001)
print(f"{bodies[0].x:.6f} {bodies[4].vy:.6f}")
print(f"{simpson(lambda x: x * x * math.sin(x), 0.0, 3.0, 80000):.9f}")
print(f"{logistic(3.7, 300000):.6f}")
