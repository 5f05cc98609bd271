import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
  private static func book(_ windows: String, zone: String = "Europe/Copenhagen") -> String {
    """
    policies: {time_zone: \(zone), quiet_hours: {\(windows)}}
    actions: {a: {kind: k, channels: [phone]}}
    rules: {r: {recommend: a}}
    """
  }

  private static func now(_ instant: String, _ more: String = "") -> String {
    #""now": "\#(instant)"\#(more)"#
  }

  private static let nights = book(#"n: {channels: [phone], from: "20:00", until: "08:00"}"#)

  @Test(arguments: edges)
  func `close a channel on the person's wall clock, from the first edge up to the other`(_ example: Example)
    throws
  { try example.check() }

  private static let oslo = #", "person": {"time_zone": "Europe/London"}"#

  static let edges: [Example] = [
    .init("by day", nights, "matched a/phone"),
    .init("just before", nights, now("2026-09-23T17:59:59.999999Z"), "matched a/phone"),
    .init(
      "from the first minute", nights, now("2026-09-23T18:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-24T06:00:00Z"),
    .init(
      "past midnight", nights, now("2026-09-24T05:59:59.999999Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-24T06:00:00Z"),
    .init("to the last", nights, now("2026-09-24T06:00:00Z"), "matched a/phone"),
    .init("in the person's own zone", nights, now("2026-09-23T18:30:00Z", oslo), "matched a/phone"),
    .init(
      "in the person's own zone, later", nights, now("2026-09-24T06:30:00Z", oslo),
      "held_back; a quiet-hours/phone by n until 2026-09-24T07:00:00Z"),
    .init(
      "in a zone that does not exist, by the book's", nights,
      now("2026-09-23T18:00:00Z", #", "person": {"time_zone": "Mars/Olympus"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-24T06:00:00Z"),
    .init(
      "in a zone that an abbreviation does not name, by the book's", nights,
      now("2026-09-23T18:00:00Z", #", "person": {"time_zone": "BST"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-24T06:00:00Z"),
    .init(
      "in a zone of a fixed offset", nights,
      now("2026-09-24T03:30:00Z", #", "person": {"time_zone": "Etc/GMT+7"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-24T15:00:00Z"),
    .init(
      "of another channel", book(#"n: {channels: [email], from: "00:00", until: "23:59"}"#), "matched a/phone"
    ),
    .init(
      "of all channels", book(#"n: {from: "00:00", until: "23:59"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-23T21:59:00Z"),
    .init(
      "within a day", book(#"n: {from: "11:30", until: "12:30"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-23T10:30:00Z"),
    .init(
      "up to midnight", book(#"n: {from: "11:30", until: "00:00"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-23T22:00:00Z"),
    .init(
      "up to the end of the day", book(#"n: {from: "11:30", until: "24:00"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-23T22:00:00Z"),
    .init(
      "all day, by the clock", book(#"n: {from: "00:00", until: "24:00", days: [wed]}"#),
      now("2026-09-23T21:59:59.999999Z"), "held_back; a quiet-hours/phone by n until 2026-09-23T22:00:00Z"),
    .init(
      "all day, from its first moment", book("n: {days: [wed]}"), now("2026-09-22T22:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-23T22:00:00Z"),
    .init(
      "all day, not before", book("n: {days: [wed]}"), now("2026-09-22T21:59:59.999999Z"), "matched a/phone"),
    .init("all day, not after", book("n: {days: [wed]}"), now("2026-09-23T22:00:00Z"), "matched a/phone"),
    .init(
      "two days on end", book("n: {days: [wed, thu]}"), now("2026-09-23T12:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-24T22:00:00Z"),
    .init(
      "named by the window that ends last",
      book(#"m: {from: "11:00", until: "13:00"}, n: {from: "11:30", until: "12:30"}"#),
      "held_back; a quiet-hours/phone by m until 2026-09-23T11:00:00Z"),
    .init(
      "of equals by the smaller id",
      book(#"n: {from: "11:00", until: "13:00"}, m: {from: "11:30", until: "13:00"}"#),
      "held_back; a quiet-hours/phone by m until 2026-09-23T11:00:00Z"),
    .init(
      "that meet open when the last has passed",
      book(#"n: {from: "11:00", until: "13:00"}, o: {from: "13:00", until: "15:00"}"#),
      "held_back; a quiet-hours/phone by n until 2026-09-23T13:00:00Z"),
  ]

  @Test(arguments: days)
  func `belong to the day on which they begin`(_ example: Example) throws { try example.check() }

  private static let mondays = book(#"n: {from: "20:00", until: "08:00", days: [mon]}"#)

  static let days: [Example] = [
    .init(
      "Monday night", mondays, now("2026-09-21T18:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-22T06:00:00Z"),
    .init(
      "Tuesday morning", mondays, now("2026-09-22T05:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-09-22T06:00:00Z"),
    .init("Tuesday night", mondays, now("2026-09-22T18:00:00Z"), "matched a/phone"),
    .init("Monday morning", mondays, now("2026-09-21T05:00:00Z"), "matched a/phone"),
    .init(
      "long ago", mondays, now("1969-12-29T20:00:00Z"),
      "held_back; a quiet-hours/phone by n until 1969-12-30T07:00:00Z"),
    .init(
      "all weekend",
      book(
        #"n: {from: "00:00", until: "23:59", days: [sat]}, o: {from: "23:59", until: "23:58", days: [sat]}"#),
      now("2026-09-26T10:00:00Z"), "held_back; a quiet-hours/phone by n until 2026-09-27T21:58:00Z"),
  ]

  @Test(arguments: changes)
  func `follow the clock when it changes`(_ example: Example) throws { try example.check() }

  static let changes: [Example] = [
    .init(
      "a night of 13 hours", nights, now("2026-10-25T06:30:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-10-25T07:00:00Z"),
    .init("its end", nights, now("2026-10-25T07:00:00Z"), "matched a/phone"),
    .init(
      "a night of 11 hours", nights, now("2026-03-28T19:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-03-29T06:00:00Z"),
    .init(
      "an end in the gap is the gap's end", book(#"n: {from: "22:00", until: "02:30"}"#),
      now("2026-03-29T00:59:59Z"),
      "held_back; a quiet-hours/phone by n until 2026-03-29T01:00:00Z"),
    .init(
      "and no later", book(#"n: {from: "22:00", until: "02:30"}"#), now("2026-03-29T01:00:00Z"),
      "matched a/phone"),
    .init(
      "a start in the gap is the gap's end", book(#"n: {from: "02:30", until: "06:00"}"#),
      now("2026-03-29T01:00:00Z"),
      "held_back; a quiet-hours/phone by n until 2026-03-29T04:00:00Z"),
    .init(
      "and no earlier", book(#"n: {from: "02:30", until: "06:00"}"#), now("2026-03-29T00:59:59Z"),
      "matched a/phone"),
    .init(
      "an end that comes twice is the second", book(#"n: {from: "22:00", until: "02:30"}"#),
      now("2026-10-25T00:30:00Z"), "held_back; a quiet-hours/phone by n until 2026-10-25T01:30:00Z"),
    .init(
      "the end of a day whose midnight comes twice is the second",
      book("n: {days: [sat]}", zone: "America/Havana"),
      now("2026-11-01T04:30:00Z"), "held_back; a quiet-hours/phone by n until 2026-11-01T05:00:00Z"),
    .init(
      "and a day that begins twice begins with the first", book("n: {days: [sun]}", zone: "America/Havana"),
      now("2026-11-01T04:00:00Z"), "held_back; a quiet-hours/phone by n until 2026-11-02T05:00:00Z"),
    .init(
      "a start that comes twice is the first", book(#"n: {from: "02:30", until: "06:00"}"#),
      now("2026-10-25T00:30:00Z"), "held_back; a quiet-hours/phone by n until 2026-10-25T05:00:00Z"),
    .init(
      "and not before", book(#"n: {from: "02:30", until: "06:00"}"#), now("2026-10-25T00:29:59Z"),
      "matched a/phone"),
  ]
}
