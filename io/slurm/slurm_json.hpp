#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace nightwatt {

/// Fields of Slurm's JSON, whose shape depends on its version: 22.05 writes plain numbers, later
/// ones
/// {"set": true, "infinite": false, "number": 5}; states are a text or a list of texts.

/// Bytes that are not UTF-8, which Slurm takes in names, become '?'. Throws InputError where the
/// text is no JSON object.
[[nodiscard]] nlohmann::json parse_slurm_json(const std::string& text, const std::string& path);

/// 0 where the field is absent, not set or infinite.
[[nodiscard]] std::int64_t slurm_number(const nlohmann::json& object, const char* field);
/// Empty where the field is absent or no text.
[[nodiscard]] std::string slurm_text(const nlohmann::json& object, const char* field);
/// Words of a state in capitals, joined by '+': "PENDING", "IDLE+DRAIN".
[[nodiscard]] std::string slurm_state(const nlohmann::json& object, const char* field);
/// "a,b" or a list of texts.
[[nodiscard]] std::vector<std::string> slurm_list(const nlohmann::json& object, const char* field);
/// An object within an object; an empty one where there is none.
[[nodiscard]] const nlohmann::json& slurm_part(const nlohmann::json& object, const char* field);

/// The parts of a text between any of the separators, none of them empty.
[[nodiscard]] std::vector<std::string> slurm_words(const std::string& text, const char* separators);

}  // namespace nightwatt
