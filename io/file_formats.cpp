#include "io/file_formats.hpp"

namespace nightwatt {

Hdf5Table* find_table(Hdf5Content& content, std::string_view name) {
    for (Hdf5Table& table : content.tables) {
        if (table.name == name) return &table;
    }
    return nullptr;
}

std::string_view program_name() {
    return "nightwatt " NIGHTWATT_VERSION;
}

}  // namespace nightwatt
