#include "io/hdf5_content.hpp"

namespace nightwatt {

namespace {
struct Count {
    std::size_t operator()(std::monostate) const { return 0; }
    template <class Value>
    std::size_t operator()(const std::vector<Value>& values) const {
        return values.size();
    }
};
}  // namespace

std::size_t value_count(const Hdf5Values& values) {
    return std::visit(Count{}, values);
}

std::string_view kind_name(const Hdf5Values& values) {
    static constexpr std::string_view names[] = {"unread values", "floating-point numbers",
                                                 "whole numbers", "unsigned 64-bit numbers",
                                                 "texts"};
    return names[values.index()];
}

}  // namespace nightwatt
