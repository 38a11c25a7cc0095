// Loads every built-in class's members.

import "./exceptions";
import "./numbers";
import "./object";
