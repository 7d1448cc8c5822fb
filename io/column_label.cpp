#include "io/column_label.hpp"

namespace nightwatt {

std::string file_units(const Column& column, std::string_view epoch) {
    return column.kind == UnitKind::Instant ? instant_units(epoch) : std::string(column.unit);
}

ColumnLabel column_label(const Column& column, const Instance& instance) {
    return {std::string(column.name), file_units(column, instance.epoch), std::string(column.help),
            column.kind == UnitKind::Money ? instance.currency : ""};
}

}  // namespace nightwatt
