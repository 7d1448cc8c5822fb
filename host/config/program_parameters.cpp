#include "config/program_parameters.hpp"

namespace nightwatt {

std::vector<ConfigPart> describe(ProgramParameters& parameters, ConfigExamples& examples) {
    return {{"", describe(parameters.search)},
            {"", describe(parameters.import)},
            {"class", describe(examples.server_class)},
            {"site", describe(examples.site)},
            {"link", describe(examples.link)}};
}

}  // namespace nightwatt
