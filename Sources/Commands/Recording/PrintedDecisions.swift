import Diagnostics
import JSON
import Rules

/// What `next` printed, as outcomes of what it reserved: rows of `--quiet`, or decisions as JSON, one a line. A row may have
/// an outcome of its own in a fifth column. Other JSON is taken as it is.
struct PrintedDecisions: ~Copyable, LineSource {
  private var input: StateInput
  private let outcome: Outcome?
  /// Which channels there are.
  private let channels: RowChannels

  var descriptor: CInt { input.descriptor }
  var isAtEnd: Bool { input.isAtEnd }

  /// - Parameter outcome: of what does not say.
  init(_ input: consuming StateInput, outcome: Outcome?, channels: RowChannels) {
    self.input = input
    self.channels = channels
    self.outcome = outcome
  }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    while true {
      let lines = try input.batch(count: count, size: size, waits: waits)
      let texts = lines.flatMap { outcomes(in: $0) }
      // Decisions that reserved nothing are no end.
      if !texts.isEmpty || lines.isEmpty { return texts }
    }
  }

  private func outcomes(in line: StateText) -> [StateText] {
    guard line.bytes.first != UInt8(ascii: "{") else { return decision(line) ?? [line] }
    let cells = String(decoding: line.bytes, as: UTF8.self)
      .split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    guard (3...5).contains(cells.count) else {
      return [
        line.refused(
          "a row is action, channel, decision and journey with tabs between them, as `waymark next --quiet` prints it, and perhaps an outcome"
        )
      ]
    }
    guard cells[2] != "-" else { return [line.refused("it has no decision: a dry run reserves nothing")] }
    let own = cells.count == 5 ? cells[4] : outcome?.rawValue
    guard let own, !own.isEmpty else { return [line.refused(Self.noOutcome)] }
    let channel = cells[1] == "-" ? nil : channels.known(cells[1], inLine: line.line)
    // One with hidden characters is printed with escapes.
    let journey = cells.count > 3 && !cells[3].contains("\\") && cells[3] != "-" ? cells[3] : nil
    return [line.outcome(own, of: cells[0], decision: cells[2], channel: channel, journey: journey)]
  }

  /// The outcomes of a decision; nil where it is none.
  private func decision(_ line: StateText) -> [StateText]? {
    guard let document = try? JSONDocument(parsing: line.bytes),
      document.member("recommendations", of: document.root) != nil
    else { return nil }
    guard let reserved = document.member("reserved", of: document.root), document.kind(of: reserved) == .array
    else { return [line.refused("the decision reserved nothing: it is none of `waymark next`")] }
    guard let outcome else { return [line.refused(Self.noOutcome)] }
    let id = document.shown("decision", of: document.root)
    return document.elements(of: reserved).map {
      line.outcome(outcome.rawValue, of: document.string(at: $0), decision: id)
    }
  }

  private static let noOutcome = "there is no outcome; '--outcome delivered' says it for all"
}

extension StateText {
  fileprivate func outcome(
    _ outcome: String, of action: String, decision: String, channel: String? = nil, journey: String? = nil
  ) -> StateText {
    var writer = JSONWriter()
    writer.object {
      $0.member("decision", decision)
      $0.member("action", action)
      $0.member("outcome", outcome)
      $0.member("channel", ifPresent: channel)
      $0.member("journey", ifPresent: journey)
    }
    return StateText(madeOf: self, bytes: writer.bytes)
  }

  fileprivate func refused(_ detail: String) -> StateText {
    StateText(
      madeOf: self, bytes: [],
      refusal: Refusal(mistakes: [.init(pointer: "", detail: detail, place: (line, column))]))
  }
}
