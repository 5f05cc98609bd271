#ifndef WAYMARK_SCAN_H
#define WAYMARK_SCAN_H

#include <stdint.h>

// What anybody could write in an hour, as the bar for deciding: all rules, one after the other, each a few bit masks and
// at most two ranges of numbers. It knows no reasons, no gates, no texts, and is read nothing.

enum { scan_numbers = 16, scan_most = 5 };

struct scan_rule {
  // A bit for each stage and each persona that is allowed.
  uint32_t stages, personas;
  // A bit for each pain point of which one must be there; the last bit, which every state has, where it asks for none.
  uint64_t pain_points;
  // Which numbers are compared, and the bounds that are allowed; one that is not known is NaN.
  int32_t compared[2];
  double low[2], high[2];
  int32_t action;
  double priority;
};

struct scan_state {
  uint32_t stage, persona;
  uint64_t pain_points;
  double numbers[scan_numbers];
};

struct scan_answer {
  int32_t count, matched;
  int32_t actions[scan_most];
  double priorities[scan_most];
};

// `matches` has room for all rules: the indices of those that match are written there.
void scan_decide(const struct scan_rule *rules, int32_t count, const struct scan_state *state, int32_t *matches,
                 struct scan_answer *answer);

#endif
