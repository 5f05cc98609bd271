import Diagnostics
import YAML

/// Values that are allowed and hardly meant.
extension NodeReader {
  /// Warns of a part of one where numbers go to a hundred.
  func checkPart(_ value: Double, _ node: Node, _ name: String) {
    guard value > 0, value < 1 else { return }
    let meant = (value * 1e8).rounded() / 1e6
    warning(
      .partOfHundred, "'\(name)' goes from 0 to 100, and \(node.text) is next to nothing", at: node.span,
      help: "write \(scalars.plain(meant)) if that is meant")
  }

  /// Warns of a holdout of next to nobody, and of more than half.
  func checkHoldout(_ percent: Double, _ node: Node) {
    checkPart(percent, node, "percent")
    guard percent > 50 else { return }
    warning(
      .mostHeldOut, "\(node.text) percent of all are held out: they get no recommendation", at: node.span,
      help: "write the part that is to get none, such as 5")
  }

  /// Warns of a few minutes where months may be meant.
  func checkMonths(_ node: Node, _ name: String) {
    guard node.text.utf8.last == UInt8(ascii: "m"), let months = MeantDuration.mayMeanMonths(node.text) else {
      return
    }
    warning(
      .minutesOrMonths,
      "'\(node.text)' is \(months == 1 ? "one minute" : "\(months) minutes"): 'm' stands for minutes",
      at: node.span,
      help: "for \(months == 1 ? "a month" : "\(months) months") write '\(months * 30)d'")
  }

  /// Warns of a number such as `1.000`, which is one.
  ///
  /// - Parameter isWhole: whether decimals make no sense at all.
  func checkThousands(_ scalar: Scalar, _ name: String, isWhole: Bool = false, at span: SourceSpan) {
    // Of cells in CSV files it is told what spreadsheets make of numbers.
    guard case .double = scalar.value, scalar.text.utf8.contains(UInt8(ascii: ".")),
      let grouped = GroupedNumber(scalar.text), grouped.mark == ".",
      // Nobody writes zeros at the end of decimals.
      isWhole || scalar.text.utf8.last == UInt8(ascii: "0"),
      !context.isSheet
    else { return }
    warning(
      .pointInThousands, "\(scalar.text) is \(grouped.fraction): the point separates decimals", at: span,
      help: "for thousands write \(grouped.whole)")
  }

  /// Warns where nothing at all may happen.
  func checkNone(_ count: Int?, _ node: Node, _ message: String, help: String) {
    guard count == 0 else { return }
    warning(.nothingAllowed, message, at: node.span, help: help)
  }

  /// Warns of a text that goes on as a comment.
  func checkComment(_ node: Node, _ name: String) {
    guard case .scalar(let scalar) = node.content, scalar.style == .plain,
      node.span.line == node.span.endLine,
      let line = context.lines[Int(node.span.endLine)]
    else { return }
    let rest = line.unicodeScalars.dropFirst(Int(node.span.endColumn) - 1)
    let space = rest.prefix { $0 == " " }.count
    guard space > 0, rest.dropFirst(space).first == "#",
      let next = rest.dropFirst(space + 1).first, next.properties.isAlphabetic || ("0"..."9").contains(next)
    else { return }
    let start = node.span.endColumn + UInt32(space)
    warning(
      .commentInText, "from '#' on this is a comment: the text of '\(name)' is '\(scalar.shortText)'",
      at: SourceSpan(line: node.span.line, column: start, endLine: node.span.line, endColumn: start + 1),
      help: "put the text in quotes if it goes on; write '# ' before a comment")
  }
}

extension DiagnosticID {
  static let partOfHundred = DiagnosticID(
    "part-of-hundred",
    page: """
      A score or a percentage goes from 0 to 100, and a number below one stands there: nine times in ten 0.8 was meant \
      to be 80. Severities and confidences, on the other hand, go from 0 to 1.
      """)

  static let mostHeldOut = DiagnosticID(
    "most-held-out",
    page: """
      A holdout is the part of all customers that gets no recommendation, so that one can see what recommendations are \
      worth. More than half of them are held out; perhaps the part that is to get recommendations was written.
      """)

  static let minutesOrMonths = DiagnosticID(
    "minutes-or-months",
    page: """
      A few minutes stand where people write days or weeks. 'm' is minutes; there is no unit for months, since they \
      vary in length. For two months write '60d'. If minutes are meant, write them in seconds, such as '120s'.
      """)

  static let pointInThousands = DiagnosticID(
    "point-in-thousands",
    page: """
      A number has a point before three zeros. Many countries write thousands like that, but here a point separates \
      decimals, so that 1.000 is one. Write 1000 for a thousand, and 1 for one.
      """)

  static let nothingAllowed = DiagnosticID(
    "nothing-allowed",
    page: """
      A limit of zero stands where it switches something off altogether: a cap of zero holds back all that it counts, for \
      ever, and a limit of zero leaves every answer without a recommendation. To hold something back for good, a rule \
      with 'suppress' says it better, and gives its reason.
      """)

  static let commentInText = DiagnosticID(
    "comment-in-text",
    page: """
      A '#' after a space begins a comment, so that a text without quotes ends there: 'because: Customer #1 complains' \
      is the text 'Customer'. Put quotes around the text. A comment that is meant as one has a space behind its '#'.
      """)
}
