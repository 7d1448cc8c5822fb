#pragma once

#include <string>
#include <vector>

#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Bytes through a file descriptor, both ends of one program: numbers go as they lie in memory.
/// Throws std::runtime_error where the stream breaks or ends early.
class ContentStream {
  public:
    explicit ContentStream(int descriptor) : descriptor_(descriptor) {}

    void write(const Hdf5Content& content);
    void write(const std::vector<std::string>& texts);
    void write_byte(unsigned char value) { write_bytes(&value, 1); }

    [[nodiscard]] Hdf5Content read_content();
    [[nodiscard]] std::vector<std::string> read_texts();
    [[nodiscard]] unsigned char read_byte();

  private:
    void write_bytes(const void* bytes, std::size_t size);
    void write_size(std::size_t size) { write_bytes(&size, sizeof size); }
    void write_text(const std::string& text);
    void write_values(const Hdf5Values& values);
    void read_bytes(void* bytes, std::size_t size);
    [[nodiscard]] std::size_t read_size();
    [[nodiscard]] std::string read_text();
    [[nodiscard]] Hdf5Values read_values();
    template <class Value>
    [[nodiscard]] std::vector<Value> read_numbers();

    int descriptor_;
};

}  // namespace nightwatt
