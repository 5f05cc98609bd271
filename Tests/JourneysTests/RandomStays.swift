import TestSupport
import Time

@testable import Journeys

/// Stays made up: few durations, so that many are equal; some of no length, seen late or going on.
struct RandomStays {
  let stays: [Stay]
  let exits = 2

  init(count: Int, _ random: inout SeededRandom) {
    let most = random.pick([3, 20, 1_000]) as Int64
    let late = random.pick([0, 30, 100])
    let ends = StayEnd.all(exits: exits)
    stays = (0..<count).map { _ in
      let duration = Int64.random(in: 0...most, using: &random) * random.pick([1, 1, 86_400_000_000])
      let delay = random.chance(late) ? Int64.random(in: 0...(duration + 1), using: &random) : 0
      return Stay(
        duration: TimeSpan(microseconds: duration), delay: TimeSpan(microseconds: delay),
        end: random.chance(70) ? random.pick(ends) : nil)
    }
  }
}
