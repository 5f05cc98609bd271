import Decisions
import History
import JSON
import Rules
import Serving
import Time

extension Office {
  /// What was recorded of a request.
  private struct Tally {
    var recorded = 0
    var repeated = 0
    var warnings: [JourneyState.Warning] = []
    var problems: [Problem.Mistake] = []
    /// Whether all that is wrong is that decisions are not known.
    var isUnknownDecision = true

    mutating func count(
      _ recorded: HistoryEntry.Recorded, prefix: String, _ decision: DecisionID?, channel: String? = nil
    ) {
      switch recorded {
      case .new: self.recorded += 1
      case .newOnTwoChannels:
        self.recorded += 1
        warnings.append(
          .init(
            pointer: "\(prefix)/channel",
            detail: "the decision's contact went by another channel than '\(channel ?? "")'; both are closed")
        )
      case .repeated: repeated += 1
      case .nothingToRelease:
        warnings.append(
          .init(
            pointer: prefix,
            detail:
              "nothing is given back: no contact of this action and channel was reserved by then of which nothing else is known"
          ))
      case .unknownDecision:
        problems.append(
          .init(
            pointer: "\(prefix)/decision",
            detail:
              "decision '\(decision?.text ?? "")' reserved nothing of this action; give 'journey', 'channel' and 'at' as well to record it"
          ))
      }
    }

    mutating func add(_ refusal: StateRefusal, prefix: String) {
      isUnknownDecision = false
      problems += refusal.problems.map { .init(pointer: prefix + $0.pointer, detail: $0.detail) }
    }

    var problem: Problem? {
      guard !problems.isEmpty else { return nil }
      return isUnknownDecision ? .unknownDecision(problems) : .outcomeRefused(problems)
    }

    /// Without a line feed.
    var json: [UInt8] {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("recorded")
      writer.int(Int64(recorded))
      writer.key("repeated")
      writer.int(Int64(repeated))
      writer.key("warnings")
      writer.warnings(warnings)
      writer.endObject()
      return writer.bytes
    }
  }

  /// Records one outcome, or all of an array or none.
  func record(_ request: HTTPRequest, _ responder: Responder) {
    guard let body = jsonBody(of: request, responder) else { return }
    do {
      let document = try JSONDocument(parsing: body, maximumDepth: configuration.jsonDepth)
      let isArray = document.kind(of: document.root) == .array
      let count = document.count(of: document.root)
      if isArray, count > configuration.statesPerArray {
        return finish(.tooManyStates(count, most: configuration.statesPerArray), to: responder)
      }
      let tokens = isArray ? Array(document.elements(of: document.root)) : [document.root]
      var tally = Tally()
      let entry = history.entry()
      var reports: [(ReportReader.Outcome, prefix: String)] = []
      for (index, token) in tokens.enumerated() {
        read(document, token, prefix: isArray ? "/\(index)" : "", &reports, &tally)
      }
      // Read through before anything is recorded, so that a mistake at the end leaves nothing behind.
      if tally.problem == nil {
        for (report, prefix) in reports { record(report, prefix, in: entry, &tally) }
      }
      if let problem = tally.problem {
        history.drop(entry)
        return finish(problem, to: responder)
      }
      let json = tally.json + [UInt8(ascii: "\n")]
      submit(entry, responder) { HTTPAnswer(body: json) }
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  private func read(
    _ document: JSONDocument, _ token: JSONToken, prefix: String,
    _ reports: inout [(ReportReader.Outcome, prefix: String)], _ tally: inout Tally
  ) {
    var reader = ReportReader(root: token, office: self)
    do throws(StateRefusal) {
      reports.append((try reader.readOutcome(document), prefix))
    } catch {
      tally.add(error, prefix: prefix)
    }
  }

  private func record(
    _ outcomes: ReportReader.Outcome, _ prefix: String, in entry: HistoryEntry, _ tally: inout Tally
  ) {
    tally.warnings += outcomes.warnings.map { .init(pointer: prefix + $0.pointer, detail: $0.detail) }
    let recorded = entry.record(
      outcomes.report, now: clock(),
      sameContactWithin: desk.plan.book.policies.sameContactWithin)
    tally.count(recorded, prefix: prefix, outcomes.report.decision, channel: outcomes.report.channel)
  }

  /// Answers once an entry is durable. One in which nothing is new waits as well: what it repeats may be on its way.
  func submit(
    _ entry: HistoryEntry, _ responder: Responder, answer: @escaping @Sendable () -> HTTPAnswer
  ) {
    history.submit(entry) { fault in
      if let fault { return self.finish(.historyUnavailable("\(fault)"), to: responder) }
      self.finish(answer(), to: responder)
    }
  }

  // MARK: Lines

  /// Records outcomes line by line, each by itself.
  func recordLines(_ responder: Responder) -> LineStream {
    lines(responder) { document, entry, tally in
      var reader = ReportReader(root: document.root, office: self)
      self.record(try reader.readOutcome(document), "", in: entry, &tally)
    }
  }

  /// Takes contacts of before line by line.
  func importLines(_ responder: Responder) -> LineStream {
    lines(responder) { document, entry, tally in
      var reader = ReportReader(root: document.root, office: self)
      let read = try reader.readContact(document)
      tally.warnings = read.warnings
      tally.count(entry.add(read.contact), prefix: "", read.contact.decision)
    }
  }

  private func lines(
    _ responder: Responder,
    _ take: @escaping @Sendable (JSONDocument, HistoryEntry, inout Tally) throws -> Void
  ) -> LineStream {
    LineStream(
      to: responder, headers: desk.edition.headers, longestLine: configuration.lineLength
    ) { line, reply in
      var tally = Tally()
      let entry = self.history.entry()
      do {
        let document = try JSONDocument(parsing: line, maximumDepth: self.configuration.jsonDepth)
        try take(document, entry, &tally)
      } catch let refusal as StateRefusal {
        tally.add(refusal, prefix: "")
      } catch {
        return reply(self.problem(reading: error, of: .line))
      }
      if let problem = tally.problem {
        self.history.drop(entry)
        return reply(problem)
      }
      let json = tally.json
      self.history.submit(entry) { fault in
        if let fault { reply(.historyUnavailable("\(fault)")) } else { reply(json) }
      }
    }
  }
}
