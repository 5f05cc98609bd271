import Time

extension ReportValue {
  /// Whether it stands at the right of its column.
  var isNumeric: Bool {
    switch self {
    case .count, .number, .share, .estimate, .span: true
    case .absent, .unknown, .few, .text, .list, .instant, .flag: false
    }
  }

  /// For people.
  var text: String {
    switch self {
    case .absent: ""
    case .unknown: "not known"
    case .few: "few"
    case .text(let text): text
    case .list(let texts): texts.joined(separator: ", ")
    case .count(let count): count.grouped
    case .number(let number): number.text(decimals: number.magnitude < 10 ? 2 : 1)
    case .share(let share): share.percent
    case .estimate(let share, let interval):
      share.percent
        + (interval.map { " (\($0.lowerBound.percentDigits)–\($0.upperBound.percentDigits))" } ?? "")
    case .span(let span): span.text
    case .instant(let instant): instant.description
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}

extension Double {
  fileprivate var percent: String { "\(percentDigits) %" }

  /// Of a hundred, with one decimal.
  fileprivate var percentDigits: String {
    self == 0 || self == 1 ? (self * 100).text(decimals: 0) : (self * 100).text(decimals: 1)
  }
}

extension TimeSpan {
  /// In the unit that says most: minutes below two hours, hours below two days, else days.
  fileprivate var text: String {
    switch self {
    case TimeSpan(microseconds: 0): "0"
    case ..<TimeSpan(seconds: 120): "\((days * 86_400).text(decimals: 0)) s"
    case ..<TimeSpan(seconds: 7_200): "\((days * 1_440).text(decimals: 0)) min"
    case ..<TimeSpan(seconds: 2 * 86_400): "\((days * 24).text(decimals: 1)) h"
    default: "\(days.text(decimals: 1)) d"
    }
  }
}
