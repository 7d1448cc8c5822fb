#include "instance/instance.hpp"

#include "instance/columns.hpp"

namespace nightwatt {

Instance::Instance() : energy_cap_kwh(none) {}

}  // namespace nightwatt
