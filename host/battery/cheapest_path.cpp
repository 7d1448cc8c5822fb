#include "battery/cheapest_path.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

double ConvexLine::end() const {
    double at = begin;
    for (const Piece& piece : pieces) at += piece.length;
    return at;
}

void ConvexLine::restrict_to(double low, double high) {
    std::size_t cut = 0;
    while (cut < pieces.size() && begin < low) {
        Piece& piece = pieces[cut];
        const double part = std::min(piece.length, low - begin);
        value += piece.slope * part;
        if (part < piece.length) {
            piece.length -= part;
            begin = low;
        } else {
            begin += part;
            ++cut;
        }
    }
    pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(cut));
    begin = std::clamp(begin, low, high);
    double at = begin;
    std::size_t kept = 0;
    while (kept < pieces.size() && at < high) {
        pieces[kept].length = std::min(pieces[kept].length, high - at);
        at += pieces[kept].length;
        ++kept;
    }
    pieces.resize(kept);
}

void CheapestPath::begin(std::size_t slots) {
    costs_.resize(slots + 1);
    costs_[0] = {limits_.start, 0, {}};
}

void CheapestPath::advance(std::size_t t, const ConvexLine& slot) {
    const ConvexLine& before = costs_[t];
    ConvexLine& after = costs_[t + 1];
    after.begin = before.begin + slot.begin;
    after.value = before.value + slot.value;
    after.pieces.clear();
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < before.pieces.size() || k < slot.pieces.size()) {
        const bool own =
            k == slot.pieces.size() ||
            (i < before.pieces.size() && before.pieces[i].slope <= slot.pieces[k].slope);
        const ConvexLine::Piece& next = own ? before.pieces[i++] : slot.pieces[k++];
        if (!after.pieces.empty() && after.pieces.back().slope == next.slope) {
            after.pieces.back().length += next.length;
        } else {
            after.pieces.push_back(next);
        }
    }
    after.restrict_to(0, limits_.most);
}

double CheapestPath::best_end(const ConvexLine& last, double& cost) const {
    ConvexLine line = last;
    line.restrict_to(std::min(limits_.least_end, line.end()), limits_.most);
    double level = line.begin;
    cost = line.value;
    for (const ConvexLine::Piece& piece : line.pieces) {
        if (piece.slope >= 0) {
            // Among levels that cost the same, the one nearest to the start.
            if (piece.slope == 0) {
                level = std::clamp(limits_.start, level, level + piece.length);
            }
            break;
        }
        level += piece.length;
        cost += piece.slope * piece.length;
    }
    return level;
}

/// The slot's part of the way to a level: pieces of both lines in order of their slopes.
double CheapestPath::change_before(const ConvexLine& before, const ConvexLine& slot, double level) {
    double change = slot.begin;
    double left = level - before.begin - slot.begin;
    std::size_t i = 0;
    std::size_t k = 0;
    double used = 0;  // of slot.pieces[k]
    while (left > 0 && (i < before.pieces.size() || k < slot.pieces.size())) {
        const double here = k < slot.pieces.size() ? slot.pieces[k].slope : INFINITY;
        const double earlier = i < before.pieces.size() ? before.pieces[i].slope : INFINITY;
        const bool equal = here == earlier;
        if (here < earlier || (equal && change < 0)) {
            double length = std::min(left, slot.pieces[k].length - used);
            if (equal) length = std::min(length, -change);
            change += length;
            left -= length;
            used += length;
            if (used < slot.pieces[k].length) continue;
            used = 0;
            ++k;
        } else {
            left -= std::min(left, before.pieces[i].length);
            ++i;
        }
    }
    return change;
}

LevelPath CheapestPath::find(const std::vector<ConvexLine>& slot) {
    begin(slot.size());
    for (std::size_t t = 0; t < slot.size(); ++t) advance(t, slot[t]);
    LevelPath path;
    path.change.resize(slot.size());
    double level = best_end(costs_.back(), path.cost);
    for (std::size_t t = slot.size(); t-- > 0;) {
        path.change[t] = change_before(costs_[t], slot[t], level);
        level -= path.change[t];
    }
    return path;
}

}  // namespace nightwatt
