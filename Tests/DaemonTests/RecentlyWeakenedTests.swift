import Diagnostics
import RuleFiles
import Rules
import Testing
import Time

@testable import Daemon

/// What keeps less from people is told for a day, whatever is saved after it.
@Suite struct RecentlyWeakenedTests {
  private var recent = RecentlyWeakened()
  private var book: RuleBook
  private let start = Instant(microseconds: 1_790_000_000_000_000)
  private var now: Instant

  init() throws {
    book = try Self.book(caps: "a: {at_most: 1, within: 1d}, b: {at_most: 1, calendar: day}")
    now = start
  }

  private static func book(caps: String, language: String = "en") throws -> RuleBook {
    let text = "channels: {email: {}}\npolicies: {language: \(language), caps: {\(caps)}}\n"
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    return try #require(load.book, "\(load.diagnostics)")
  }

  private mutating func change(to caps: String, language: String = "en", hours: Int64) throws {
    let next = try Self.book(caps: caps, language: language)
    now = start + TimeSpan(seconds: hours * 3_600)
    recent.note(WeakenedSafeguard.all(from: book, to: next), from: book, to: next, at: now)
    book = next
  }

  /// What is told so many hours after the start, each with the hour of its change.
  private func told(at hours: Int64, lastChange: Instant? = nil) -> [String] {
    recent.told(at: start + TimeSpan(seconds: hours * 3_600), lastChange: lastChange ?? now).map {
      "\($0.safeguard.words), \(($0.at - start).microseconds / 3_600_000_000)"
    }
  }

  @Test mutating func `a later change hides nothing, the newest comes first`() throws {
    try change(to: "b: {at_most: 1, calendar: day}", hours: 1)
    try change(to: "b: {at_most: 1, calendar: day}", language: "da", hours: 2)
    #expect(told(at: 2) == ["the cap 'a' is gone, 1"])
    try change(to: "b: {at_most: 3, calendar: day}", language: "da", hours: 3)
    #expect(told(at: 3) == ["the cap 'b' allows 3 in place of 1, 3", "the cap 'a' is gone, 1"])
  }

  @Test mutating func `what is put back is not told any more, and what is put back in part is`() throws {
    try change(to: "", hours: 1)
    try change(to: "a: {at_most: 4, within: 1d}, b: {at_most: 1, calendar: day}", hours: 2)
    #expect(told(at: 2) == ["the cap 'a' allows 4 in place of 1, 2"])
    // The same under another id.
    try change(to: "c: {at_most: 1, within: 1d}, b: {at_most: 1, calendar: day}", hours: 3)
    #expect(told(at: 3) == [])
  }

  /// Of an expression nobody can say whether it holds back more or less than another one.
  @Test mutating func `a book that is put back as it was is no change`() throws {
    func next(_ least: Int, at hours: Int64) throws {
      let text = "attributes: {n: int}\nrules: {r: {when: {if: 'n > \(least)'}, suppress: {all: true}}}\n"
      let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
      let next = try #require(load.book, "\(load.diagnostics)")
      now = start + TimeSpan(seconds: hours * 3_600)
      recent.note(WeakenedSafeguard.all(from: book, to: next), from: book, to: next, at: now)
      book = next
    }
    try next(1, at: 1)
    try next(2, at: 30)
    #expect(told(at: 30).count == 1)
    try next(1, at: 31)
    #expect(told(at: 31) == [])
    try next(1, at: 32)
    #expect(told(at: 32) == [])
    try next(2, at: 33)
    #expect(told(at: 33).count == 1)
  }

  @Test mutating func `it is told for a day, and the last change until the next one`() throws {
    try change(to: "b: {at_most: 1, calendar: day}", hours: 1)
    #expect(told(at: 100).count == 1)
    try change(to: "b: {at_most: 2, calendar: day}", hours: 20)
    #expect(told(at: 24).count == 2)
    #expect(told(at: 25) == ["the cap 'b' allows 2 in place of 1, 20"])
    try change(to: "b: {at_most: 2, calendar: day}", language: "da", hours: 60)
    #expect(told(at: 60) == [])
  }

  @Test mutating func `of two steps the whole way is told`() throws {
    try change(to: "a: {at_most: 2, within: 1d}, b: {at_most: 1, calendar: day}", hours: 1)
    try change(to: "a: {at_most: 5, within: 1d}, b: {at_most: 1, calendar: day}", hours: 2)
    #expect(told(at: 2) == ["the cap 'a' allows 5 in place of 1, 2"])
  }

  @Test mutating func `who weakens again and again is told of the last change and of the first`() throws {
    for most in 2...20 {
      try change(to: "a: {at_most: \(most), within: 1d}, b: {at_most: 1, calendar: day}", hours: Int64(most))
    }
    #expect(told(at: 20) == ["the cap 'a' allows 20 in place of 1, 20"])
    try change(to: "a: {at_most: 20, within: 1d}", hours: 21)
    #expect(told(at: 21) == ["the cap 'b' is gone, 21", "the cap 'a' allows 20 in place of 1, 20"])
  }
}
