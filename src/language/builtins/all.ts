// Loads every built-in class's members.

import "./dicts";
import "./exceptions";
import "./iterators";
import "./numbers";
import "./object";
import "./sequences";
import "./sets";
import "./strings";
