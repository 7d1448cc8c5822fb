#include "config/parameter_table.hpp"
