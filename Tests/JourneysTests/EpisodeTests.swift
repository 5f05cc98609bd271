import TestSupport
import Testing
import Time

@testable import Journeys

@Suite("Episodes") struct EpisodeTests {
  /// Tellings in a short form, a day each: `3 s0` for stage 0 on day 3, `3 s0@1` with its entry on day 1, `3 o0` for an
  /// observation, `3 x0` for an exit, `3 t` for a trigger, `3 p` and `3 u` for a touchpoint, declared and not.
  static func tellings(_ text: String) -> [Telling] {
    text.split(separator: ", ").map { part in
      let words = part.split(separator: " ")
      let content = words[1].dropFirst().split(separator: "@")
      let index = content.first.flatMap { Int($0) } ?? 0
      let entered = content.count > 1 ? Int64(content[1]).map(day) : nil
      let kind: Telling.Content =
        switch words[1].first {
        case "s": .stage(index, entered: entered, isObserved: false)
        case "o": .stage(index, entered: entered, isObserved: true)
        case "x": .exit(index)
        case "t": .trigger(0)
        case "p": .touchpoint(name: "ad", index: 0, sentiment: nil, channel: nil)
        default: .touchpoint(name: "fair", index: nil, sentiment: nil, channel: nil)
        }
      return Telling(at: day(Int64(words[0]) ?? 0), kind)
    }.sorted(by: Telling.precedes)
  }

  static func day(_ count: Int64) -> Instant {
    Instant(microseconds: 1_790_000_000_000_000 + count * 86_400_000_000)
  }

  private static func days(_ instant: Instant?) -> String {
    instant.map { "\(($0 - day(0)).microseconds / 86_400_000_000)" } ?? "?"
  }

  /// Episodes in a short form: stage, entry, first seen, departure and where to, life.
  private static func outline(_ episodes: [Episode]) -> String {
    episodes.map { episode in
      var text = "\(episode.stage): \(days(episode.entered)) seen \(days(episode.seen))"
      if let departure = episode.departure {
        switch departure.to {
        case .stage(let stage): text += " until \(days(departure.at)) to \(stage)"
        case .exit(let exit): text += " until \(days(departure.at)) exit \(exit)"
        }
      }
      return episode.life == 0 ? text : "\(text) life \(episode.life)"
    }.joined(separator: ", ")
  }

  @Test(arguments: [
    ("an episode is open until something ends it", "1 s0", "0: 1 seen 1"),
    ("the next episode ends it, forward", "1 s0, 4 s1", "0: 1 seen 1 until 4 to 1, 1: 4 seen 4"),
    ("and back", "1 s1, 4 s0", "1: 1 seen 1 until 4 to 0, 0: 4 seen 4"),
    ("the same stage told again goes on", "1 s0, 3 s0, 5 s1", "0: 1 seen 1 until 5 to 1, 1: 5 seen 5"),
    ("its own entry counts", "9 s0@2", "0: 2 seen 9"),
    ("the latest entry told counts", "3 s0@2, 5 s0@1, 6 s0", "0: 1 seen 3"),
    ("the next entry ends the one before", "1 s0, 9 s1@6", "0: 1 seen 1 until 6 to 1, 1: 6 seen 9"),
    (
      "also where it is told later", "1 s0, 7 s1, 9 s1@6", "0: 1 seen 1 until 6 to 1, 1: 6 seen 7"
    ),
    ("nobody leaves before entering", "5 s0, 9 s1@2", "0: 5 seen 5 until 5 to 1, 1: 2 seen 9"),
    ("an observation is entered unseen", "3 o0, 5 s1", "0: ? seen 3 until 5 to 1, 1: 5 seen 5"),
    ("an observation may know the entry", "3 o0@1", "0: 1 seen 3"),
    ("an entry told later makes it seen", "3 o0, 5 s0@2", "0: 2 seen 3"),
    ("a bare telling later does not", "3 o0, 5 s0", "0: ? seen 3"),
    ("an observation ends an episode", "1 s0, 4 o1", "0: 1 seen 1 until 4 to 1, 1: ? seen 4"),
    ("an exit ends an episode", "1 s0, 4 x1", "0: 1 seen 1 until 4 exit 1"),
    ("an exit comes last of an instant", "4 x1, 4 s0", "0: 4 seen 4 until 4 exit 1"),
    ("stages of an instant are in order", "4 s1, 4 s0", "0: 4 seen 4 until 4 to 1, 1: 4 seen 4"),
    (
      "after an exit the same stage is a new episode", "1 s0, 4 x0, 6 s0",
      "0: 1 seen 1 until 4 exit 0, 0: 6 seen 6 life 1"
    ),
    ("an observation brings nobody back", "1 s0, 4 x0, 6 o0", "0: 1 seen 1 until 4 exit 0"),
    ("nor does an undeclared touchpoint", "1 s0, 4 x0, 5 u, 6 o0", "0: 1 seen 1 until 4 exit 0"),
    (
      "a declared one does", "1 s0, 4 x0, 5 p, 6 o0", "0: 1 seen 1 until 4 exit 0, 0: ? seen 6 life 1"
    ),
    ("a trigger does", "1 s0, 4 x0, 5 t, 6 o0", "0: 1 seen 1 until 4 exit 0, 0: ? seen 6 life 1"),
    ("a second exit says nothing more", "1 s0, 4 x0, 5 x1", "0: 1 seen 1 until 4 exit 0"),
    ("what is later does not count", "1 s0, 50 s1, 60 x0", "0: 1 seen 1"),
  ])
  func `follow from what was told`(name: String, tellings: String, expected: String) {
    #expect(Self.outline(Episode.all(of: Self.tellings(tellings), upTo: Self.day(40))) == expected)
  }

  @Test(
    arguments: [
      ("1 s0, 4 s1", nil, 3, 0, "forward"), ("1 s1, 4 s0", nil, 3, 0, "back"),
      ("1 s0, 4 x1", nil, 3, 0, "exit(1)"),
      ("1 s0", nil, 39, 0, "open"), ("9 s0@2", nil, 38, 7, "open"), ("9 s0@2", 20, 38, 18, "open"),
      ("9 s0, 10 s1", 20, 1, 11, "forward"),
      // An entry that is yet to come: nothing of it has passed.
      ("9 s0@50", nil, 0, 0, "open"), ("1 s0, 9 s1@50", nil, 39, 0, "open"),
    ] as [(String, Int64?, Int64, Int64, String)])
  func `are stays at an instant`(
    tellings: String, since: Int64?, duration: Int64, delay: Int64, end: String
  ) throws {
    let episode = try #require(Episode.all(of: Self.tellings(tellings), upTo: Self.day(40)).first)
    let stay = try #require(episode.stay(at: Self.day(40), since: since.map(Self.day)))
    #expect(stay.duration == TimeSpan(seconds: duration * 86_400))
    #expect(stay.delay == TimeSpan(seconds: delay * 86_400))
    #expect(stay.end.map { "\($0)" } ?? "open" == end)
  }

  @Test func `that were entered unseen are no stays`() {
    #expect(Episode.all(of: Self.tellings("3 o0"), upTo: Self.day(40)).first?.stay(at: Self.day(40)) == nil)
  }
}
