#include "io/instance_file.hpp"
