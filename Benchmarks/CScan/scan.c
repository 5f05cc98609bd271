#include "scan.h"

static int allows(const struct scan_rule *rule, const struct scan_state *state) {
  // One branch that is nearly always foreseen, where three would often not be.
  int passes = ((rule->stages & state->stage) != 0) & ((rule->personas & state->persona) != 0) &
               ((rule->pain_points & state->pain_points) != 0);
  if (!passes) return 0;
  for (int i = 0; i < 2; i++) {
    if (rule->compared[i] < 0) continue;
    double number = state->numbers[rule->compared[i]];
    if (!(number >= rule->low[i] && number <= rule->high[i])) return 0;
  }
  return 1;
}

// Keeps the best actions, each once, by priority and then by the order of the rules.
static void rank(const struct scan_rule *rule, struct scan_answer *answer) {
  int place = answer->count;
  for (int i = 0; i < answer->count; i++) {
    if (answer->actions[i] != rule->action) continue;
    if (answer->priorities[i] >= rule->priority) return;
    place = i;
    break;
  }
  if (place == scan_most) {
    if (answer->priorities[scan_most - 1] >= rule->priority) return;
    place = scan_most - 1;
  } else if (place == answer->count) {
    answer->count++;
  }
  while (place > 0 && answer->priorities[place - 1] < rule->priority) {
    answer->actions[place] = answer->actions[place - 1];
    answer->priorities[place] = answer->priorities[place - 1];
    place--;
  }
  answer->actions[place] = rule->action;
  answer->priorities[place] = rule->priority;
}

void scan_decide(const struct scan_rule *rules, int32_t count, const struct scan_state *state, int32_t *matches,
                 struct scan_answer *answer) {
  answer->count = 0;
  answer->matched = 0;
  for (int32_t i = 0; i < count; i++) {
    if (!allows(&rules[i], state)) continue;
    matches[answer->matched++] = i;
    rank(&rules[i], answer);
  }
}
