import Settings
import Books
import Decisions
import History
import JSON
import Rules
import Serving
import Time

extension Office {
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
      RecordJob(document, office: self, responder: responder).run()
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  /// Answers once an entry is durable. One in which nothing is new waits as well: what it repeats may be on its way.
  func submit(
    _ entry: HistoryTransaction, _ responder: Responder, answer: @escaping @Sendable () -> HTTPResponse
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
      tally.record(try reader.readOutcome(document), in: entry, self)
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
    _ take: @escaping @Sendable (JSONDocument, HistoryTransaction, inout ReportTally) throws -> Void
  ) -> LineStream {
    LineStream(
      to: responder, headers: desk.edition.headers, longestLine: configuration.lineLength
    ) { line, reply in
      var tally = ReportTally()
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
