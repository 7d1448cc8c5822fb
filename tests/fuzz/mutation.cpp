#include "tests/fuzz/mutation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/hash_mix.hpp"
#include "tests/io/hdf5_edit.hpp"

namespace nightwatt {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double special_reals[] = {0,      -0.0,         1,        -1,        0.5,  1e-300,
                                    1e300,  -1e300,       infinity, -infinity, NAN,  1e18,
                                    9.3e18, 4294967296.0, 1e-9,     86400,     3600, 2147483648.0};
constexpr std::int64_t special_whole[] = {0,
                                          -1,
                                          -2,
                                          1,
                                          2,
                                          3,
                                          1'000'000,
                                          std::numeric_limits<std::int32_t>::max(),
                                          std::numeric_limits<std::int32_t>::min(),
                                          std::numeric_limits<std::int64_t>::max(),
                                          std::numeric_limits<std::int64_t>::min(),
                                          1LL << 30,
                                          1LL << 32};
constexpr const char* special_texts[] = {
    "",         "alpha", "a/b", "\x01",
    "\xff\xfe", "id",    "NaN", "a very long name that goes on and on and on and on"};

template <class Value, std::size_t Count>
Value pick(const Value (&values)[Count], Dice& dice) {
    return values[dice.below(Count)];
}

constexpr std::size_t most_rows = 10'000;

/// Mostly the right length, sometimes near it, sometimes none.
std::size_t near(std::size_t rows, Dice& dice) {
    constexpr int changes[] = {0, 0, 0, 0, 1, -1, 2};
    const std::int64_t wanted = static_cast<std::int64_t>(rows) + pick(changes, dice);
    return dice.below(12) == 0 ? 0 : static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0));
}

template <class Value, class Make>
std::vector<Value> filled(std::size_t rows, Dice& dice, Make&& make) {
    std::vector<Value> values;
    const bool equal = dice.below(3) == 0;
    for (std::size_t i = 0; i < rows; ++i) {
        values.push_back(equal && i > 0 ? values.front() : make());
    }
    return values;
}

std::string mutate_dataset(Hdf5Edit& edit, const std::string& object, Dice& dice) {
    // An earlier mutation may have left rows beyond all memory, unwritten.
    const std::size_t rows = near(std::min(edit.rows(object), most_rows), dice);
    switch (dice.below(12)) {
        case 0:
            edit.remove(object);
            return "removed " + object;
        case 1:
        case 2:
        case 3:
            edit.reals(object,
                       filled<double>(rows, dice, [&] { return pick(special_reals, dice); }));
            return "numbers in " + object;
        case 4:
        case 5:
        case 6:
            edit.whole(object,
                       filled<std::int64_t>(rows, dice, [&] { return pick(special_whole, dice); }));
            return "whole numbers in " + object;
        case 7:
            edit.texts(object, filled<std::string>(rows, dice, [&] {
                           return std::string(pick(special_texts, dice));
                       }));
            return "texts in " + object;
        case 8:
            edit.matrix(object, rows, dice.below(3));
            return "two dimensions in " + object;
        case 9:
            edit.unwritten(object, hsize_t{1} << dice.below(41));
            return "unwritten rows in " + object;
        case 10:
            edit.booleans(object, rows);
            return "booleans in " + object;
        default:
            edit.fixed_texts(object,
                             std::string(1 + dice.below(40), static_cast<char>(dice.roll())), rows);
            return "raw bytes in " + object;
    }
}

std::string mutate_root(Hdf5Edit& edit, Dice& dice) {
    constexpr const char* names[] = {
        "horizon_s",      "slot_s", "epoch",          "currency",        "carbon_kind", "resources",
        "energy_cap_kwh", "format", "format_version", "benchmark_scale", "no_such_name"};
    const std::string name = pick(names, dice);
    switch (dice.below(3)) {
        case 0:
            edit.remove_attribute("/", name);
            return "removed attribute " + name;
        case 1:
            edit.real_attribute("/", name, pick(special_reals, dice));
            return "number in attribute " + name;
        default:
            edit.text_attribute("/", name, pick(special_texts, dice));
            return "text in attribute " + name;
    }
}

}  // namespace

std::uint64_t Dice::roll() {
    return mix_bits(state_++);
}

std::string mutated_bytes(std::string bytes, Dice& dice) {
    for (std::size_t count = 1 + dice.below(4); count > 0 && !bytes.empty(); --count) {
        const std::size_t at = dice.below(bytes.size());
        const std::size_t size = std::min(bytes.size() - at, 1 + dice.below(64));
        switch (dice.below(6)) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.below(8)));
                break;
            case 1:
                bytes[at] = static_cast<char>(dice.roll());
                break;
            case 2:
                std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size,
                            dice.below(2) == 0 ? '\0' : '\xff');
                break;
            case 3:
                bytes.replace(at, size, bytes.substr(dice.below(bytes.size()), size));
                break;
            case 4:
                bytes.erase(at, size);
                break;
            default:
                bytes.resize(dice.below(8) == 0 ? at : bytes.size() - std::min(bytes.size(), size));
        }
    }
    return bytes;
}

std::string mutate_objects(const std::string& path, Dice& dice) {
    Hdf5Edit edit(path);
    std::string done;
    for (std::size_t count = 1 + dice.below(3); count > 0; --count) {
        const std::vector<std::string> objects = edit.datasets();
        done += done.empty() ? "" : ", ";
        done += dice.below(8) == 0
                    ? mutate_root(edit, dice)
                    : mutate_dataset(edit, objects[dice.below(objects.size())], dice);
    }
    return done;
}

}  // namespace nightwatt
