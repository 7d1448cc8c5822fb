#include "tests/io/hdf5_edit.hpp"

#include <stdexcept>

namespace nightwatt {

namespace {

hid_t good(hid_t id, const std::string& what) {
    if (id < 0) throw std::runtime_error("cannot edit " + what);
    return id;
}

hid_t text_type(std::size_t size) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, size);
    H5Tset_cset(type, H5T_CSET_UTF8);
    if (size != H5T_VARIABLE) H5Tset_strpad(type, H5T_STR_NULLPAD);
    return type;
}

hid_t line(hsize_t rows) {
    return H5Screate_simple(1, &rows, nullptr);
}

herr_t collect(hid_t, const char* name, const H5O_info_t* info, void* list) {
    if (info->type == H5O_TYPE_DATASET) {
        static_cast<std::vector<std::string>*>(list)->push_back("/" + std::string(name));
    }
    return 0;
}

}  // namespace

Hdf5Edit::Hdf5Edit(const std::string& path)
    : file_(good(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), path)) {}

Hdf5Edit::~Hdf5Edit() {
    H5Fclose(file_);
}

std::vector<std::string> Hdf5Edit::datasets() const {
    std::vector<std::string> names;
    H5Ovisit(file_, H5_INDEX_NAME, H5_ITER_INC, collect, &names);
    return names;
}

std::size_t Hdf5Edit::rows(const std::string& object) const {
    const hid_t dataset = good(H5Dopen2(file_, object.c_str(), H5P_DEFAULT), object);
    const hid_t space = H5Dget_space(dataset);
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    H5Sclose(space);
    H5Dclose(dataset);
    return static_cast<std::size_t>(count);
}

void Hdf5Edit::remove(const std::string& object) {
    if (H5Lexists(file_, object.c_str(), H5P_DEFAULT) > 0) {
        H5Ldelete(file_, object.c_str(), H5P_DEFAULT);
    }
}

void Hdf5Edit::make(const std::string& object, hid_t type, hid_t space, hid_t memory_type,
                    const void* values, hid_t creation) {
    remove(object);
    const hid_t dataset = good(
        H5Dcreate2(file_, object.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT), object);
    if (values != nullptr) H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    H5Dclose(dataset);
    H5Sclose(space);
}

void Hdf5Edit::reals(const std::string& object, const std::vector<double>& values) {
    make(object, H5T_IEEE_F64LE, line(values.size()), H5T_NATIVE_DOUBLE, values.data());
}

void Hdf5Edit::whole(const std::string& object, const std::vector<std::int64_t>& values) {
    make(object, H5T_STD_I64LE, line(values.size()), H5T_NATIVE_INT64, values.data());
}

void Hdf5Edit::unsigned_whole(const std::string& object, const std::vector<std::uint64_t>& values) {
    make(object, H5T_STD_U64LE, line(values.size()), H5T_NATIVE_UINT64, values.data());
}

void Hdf5Edit::texts(const std::string& object, const std::vector<std::string>& values) {
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    const hid_t type = text_type(H5T_VARIABLE);
    make(object, type, line(values.size()), type, pointers.data());
    H5Tclose(type);
}

void Hdf5Edit::fixed_texts(const std::string& object, const std::string& bytes, std::size_t rows) {
    std::string all;
    for (std::size_t i = 0; i < rows; ++i) all += bytes;
    const hid_t type = text_type(bytes.size());
    make(object, type, line(rows), type, all.data());
    H5Tclose(type);
}

void Hdf5Edit::matrix(const std::string& object, hsize_t rows, hsize_t columns) {
    const hsize_t extent[] = {rows, columns};
    const std::vector<double> values(rows * columns, 1.0);
    make(object, H5T_IEEE_F64LE, H5Screate_simple(2, extent, nullptr), H5T_NATIVE_DOUBLE,
         values.data());
}

void Hdf5Edit::scalar(const std::string& object, double value) {
    make(object, H5T_IEEE_F64LE, H5Screate(H5S_SCALAR), H5T_NATIVE_DOUBLE, &value);
}

void Hdf5Edit::compound(const std::string& object, hsize_t rows) {
    const hid_t type = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(type, "value", 0, H5T_NATIVE_DOUBLE);
    make(object, type, line(rows), type, nullptr);
    H5Tclose(type);
}

void Hdf5Edit::booleans(const std::string& object, hsize_t rows) {
    const hid_t type = H5Tenum_create(H5T_NATIVE_INT8);
    for (std::int8_t value = 0; value < 2; ++value) {
        H5Tenum_insert(type, value == 0 ? "FALSE" : "TRUE", &value);
    }
    make(object, type, line(rows), type, nullptr);
    H5Tclose(type);
}

void Hdf5Edit::unwritten(const std::string& object, hsize_t rows) {
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    const hsize_t chunk = 1024;
    const hsize_t unlimited = H5S_UNLIMITED;
    H5Pset_chunk(creation, 1, &chunk);
    make(object, H5T_IEEE_F64LE, H5Screate_simple(1, &rows, &unlimited), H5T_NATIVE_DOUBLE, nullptr,
         creation);
    H5Pclose(creation);
}

void Hdf5Edit::external(const std::string& object, hsize_t rows, const std::string& file) {
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(creation, file.c_str(), 0, rows * 8);
    make(object, H5T_IEEE_F64LE, line(rows), H5T_NATIVE_DOUBLE, nullptr, creation);
    H5Pclose(creation);
}

void Hdf5Edit::soft_link(const std::string& object, const std::string& target) {
    remove(object);
    H5Lcreate_soft(target.c_str(), file_, object.c_str(), H5P_DEFAULT, H5P_DEFAULT);
}

void Hdf5Edit::group(const std::string& object) {
    remove(object);
    H5Gclose(
        good(H5Gcreate2(file_, object.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), object));
}

void Hdf5Edit::make_attribute(const std::string& object, const std::string& name, hid_t type,
                              hid_t space, const void* value) {
    remove_attribute(object, name);
    const hid_t owner = good(H5Oopen(file_, object.c_str(), H5P_DEFAULT), object);
    const hid_t attribute =
        good(H5Acreate2(owner, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), name);
    if (value != nullptr) H5Awrite(attribute, type, value);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Oclose(owner);
}

void Hdf5Edit::text_attribute(const std::string& object, const std::string& name,
                              const std::string& value) {
    const hid_t type = text_type(H5T_VARIABLE);
    const char* const pointer = value.c_str();
    make_attribute(object, name, type, H5Screate(H5S_SCALAR), &pointer);
    H5Tclose(type);
}

void Hdf5Edit::real_attribute(const std::string& object, const std::string& name, double value) {
    make_attribute(object, name, H5T_NATIVE_DOUBLE, H5Screate(H5S_SCALAR), &value);
}

void Hdf5Edit::unsigned_attribute(const std::string& object, const std::string& name,
                                  std::uint64_t value) {
    make_attribute(object, name, H5T_NATIVE_UINT64, H5Screate(H5S_SCALAR), &value);
}

void Hdf5Edit::empty_attribute(const std::string& object, const std::string& name) {
    make_attribute(object, name, H5T_NATIVE_DOUBLE, line(0), nullptr);
}

void Hdf5Edit::remove_attribute(const std::string& object, const std::string& name) {
    if (H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0) {
        H5Adelete_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT);
    }
}

}  // namespace nightwatt
