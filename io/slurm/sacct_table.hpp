#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// What became of a job.
struct SacctRow {
    std::string job_id;  ///< "7", "7_3"
    std::string job_name;
    std::string node;          ///< empty: it never ran
    std::string state;         ///< first word: "COMPLETED", "CANCELLED"
    std::int64_t start_s = 0;  ///< Unix times; 0: unknown
    std::int64_t end_s = 0;
    double energy_j = 0;       ///< 0: unknown
    bool energy_void = false;  ///< Slurm's "no value" (NO_VAL64) stands there, or at a step

    // Where the file has the columns; "" and 0 else.
    std::string user;
    std::string qos;
    std::int64_t submit_s = 0;
    std::int64_t limit_s = 0;  ///< 0: none
    std::string tres;          ///< asked for: "cpu=2,mem=100M"
};

/// The columns that are read, as sacct's --format wants them: what reconciles a plan, and what
/// tells later tasks apart.
inline constexpr std::string_view sacct_format =
    "JobID,JobName,User,QOS,NodeList,State,Submit,Start,End,TimelimitRaw,ReqTRES,ConsumedEnergyRaw";

/// Lines with '|' between columns and their names in the first line, as `sacct -P` prints them:
/// JobID, JobName, NodeList, State, Start, End, and where they are there User, QOS, Submit,
/// TimelimitRaw, ReqTRES, and ConsumedEnergyRaw, which some clusters measure. Steps give their
/// energy to their job. A '|' too many is part of the job's name. Times are Unix seconds
/// (SLURM_TIME_FORMAT=%s) or local times of this machine. A field that cannot be read whole is an
/// error that names its line. Throws InputError.
[[nodiscard]] std::vector<SacctRow> parse_sacct(const std::string& text, const std::string& path);

/// Which columns that tell jobs apart (User, QOS, Submit, TimelimitRaw, ReqTRES) such a text lacks.
[[nodiscard]] std::vector<std::string> absent_requests(const std::string& text);

}  // namespace nightwatt
