#include "referee/referee.hpp"
