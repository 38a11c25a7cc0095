"""Method calls: attributes, inheritance and super(), operators, properties, many small objects."""


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0

    def describe(self):
        return self.area() + len(self.name)


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def perimeter(self):
        return 2 * (self.width + self.height)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Account:
    def __init__(self):
        self.balance = 0
        self.log = []

    def deposit(self, amount):
        self.balance += amount
        if self.balance % 1000 == 0:
            self.log.append(self.balance)

    def get(self):
        return self.balance


total = 0
for i in range(50000):
    shape = Rectangle(i, 3)
    total += shape.describe() + shape.perimeter
print(total, Shape.count)

position = Vector(0, 0)
step = Vector(1, 2)
dots = 0
for i in range(100000):
    position = position + step
    dots += position.dot(step)
print(position.x, position.y, dots, position == Vector(100000, 200000))

account = Account()
for i in range(250000):
    account.deposit(i)
    if account.get() < 0:
        break
print(account.get(), len(account.log))
