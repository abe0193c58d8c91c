"""Architecture as code, held to rules.

One YAML model says what a system is. Rules say what must hold. From the two, archlint tells what is
violated, what is satisfied and what the model does not say; and it draws and documents the system.
"""

__version__ = "0.1.0"
