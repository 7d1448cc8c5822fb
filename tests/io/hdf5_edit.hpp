#pragma once

#include <hdf5.h>

#include <string>
#include <vector>

namespace nightwatt {

/// A valid HDF5 file opened for damage: what a careless or hostile writer could have done to it.
/// Objects are named as "/tasks/id"; every function replaces what stands there.
class Hdf5Edit {
  public:
    explicit Hdf5Edit(const std::string& path);
    Hdf5Edit(const Hdf5Edit&) = delete;
    Hdf5Edit& operator=(const Hdf5Edit&) = delete;
    ~Hdf5Edit();

    /// Paths of all datasets, in order.
    [[nodiscard]] std::vector<std::string> datasets() const;
    /// Length of a 1-D dataset.
    [[nodiscard]] std::size_t rows(const std::string& object) const;

    void remove(const std::string& object);
    void reals(const std::string& object, const std::vector<double>& values);
    void whole(const std::string& object, const std::vector<std::int64_t>& values);
    void unsigned_whole(const std::string& object, const std::vector<std::uint64_t>& values);
    void texts(const std::string& object, const std::vector<std::string>& values);
    /// Texts of `bytes` each, not ended by NUL, so that any bytes can stand there.
    void fixed_texts(const std::string& object, const std::string& bytes, std::size_t rows);
    void matrix(const std::string& object, hsize_t rows, hsize_t columns);
    void scalar(const std::string& object, double value);
    void compound(const std::string& object, hsize_t rows);
    void booleans(const std::string& object, hsize_t rows);
    /// Claims rows that were never written.
    void unwritten(const std::string& object, hsize_t rows);
    void external(const std::string& object, hsize_t rows, const std::string& file);
    void soft_link(const std::string& object, const std::string& target);
    void group(const std::string& object);

    /// Attributes of an object ("/": the root).
    void text_attribute(const std::string& object, const std::string& name,
                        const std::string& value);
    void real_attribute(const std::string& object, const std::string& name, double value);
    void unsigned_attribute(const std::string& object, const std::string& name,
                            std::uint64_t value);
    /// A list of no values, as h5py writes [].
    void empty_attribute(const std::string& object, const std::string& name);
    void remove_attribute(const std::string& object, const std::string& name);

  private:
    void make(const std::string& object, hid_t type, hid_t space, hid_t memory_type,
              const void* values, hid_t creation = H5P_DEFAULT);
    void make_attribute(const std::string& object, const std::string& name, hid_t type, hid_t space,
                        const void* value);

    hid_t file_;
};

}  // namespace nightwatt
