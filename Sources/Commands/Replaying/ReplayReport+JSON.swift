import DecisionLog
import JSON
import Replay
import Rules
import Time

extension ReplayReport {
  /// For programs.
  var json: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 16_384)
    writer.object {
      $0.member("revision", book.revision)
      $0.member("decisions", tally.decisions)
      if let first = tally.first { $0.member("first", first.description) }
      if let last = tally.last { $0.member("last", last.description) }
      $0.member("noticed", tally.noticed)
      $0.member("expected", tally.expected)
      $0.member("reasons_only", tally.reasonsOnly)
      $0.member("unchanged", tally.unchanged)
      $0.member("not_judged", tally.notJudged)
      $0.member("erased", tally.erased)
      $0.object("gaps") {
        $0.member("lines", tally.gaps)
        $0.member("decisions", tally.dropped)
      }
      $0.array("books", of: tally.revisions.sorted { $0.key < $1.key }) { writer, entry in
        writer.object {
          $0.member("revision", entry.key)
          $0.member("decisions", entry.value.count)
        }
      }
      $0.array("causes", of: causes) { write($1, to: &$0) }
      $0.array("causes_of_reasons", of: causesOfReasons) { write($1, to: &$0) }
      $0.array("changes", of: tally.changes) { write($1, to: &$0) }
      $0.array("obstacles", of: obstacles) { writer, obstacle in
        writer.object {
          $0.member("kind", obstacle.word)
          $0.member("text", obstacle.text)
          write(obstacle.found, to: &$0)
        }
      }
      writeSummary(to: &$0)
      $0.array("coverage", of: coverage) { writer, entry in
        writer.object {
          $0.member("rule", entry.rule.id)
          $0.member("matches", entry.matches)
        }
      }
      $0.object("unreadable") {
        $0.member("lines", tally.unreadable.count)
        $0.array("listed", of: tally.unreadable.listed) { writer, entry in
          writer.object {
            write(entry.position, to: &$0)
            $0.member("problem", entry.problem)
          }
        }
      }
    }
    writer.newline()
    return writer.bytes
  }

  private func writeSummary(to writer: inout JSONWriter) {
    writer.array("actions", of: actions) { writer, entry in
      writer.object {
        $0.member("action", entry.id)
        $0.member("first_gained", entry.tally.firstGained)
        $0.member("first_lost", entry.tally.firstLost)
        $0.member("gained", entry.tally.gained)
        $0.member("lost", entry.tally.lost)
        $0.member("otherwise", entry.tally.otherwise)
      }
    }
    writer.array("outcomes", of: outcomes) { writer, entry in
      writer.object {
        $0.member("old", entry.old)
        $0.member("new", entry.new)
        $0.member("decisions", entry.count)
      }
    }
    writer.object("segments") { writer in
      for dimension in ReplayTally.Segment.Dimension.allCases {
        writer.member(named: dimension.rawValue) { writer in
          writer.array(of: segments(dimension)) { writer, entry in
            writer.object {
              $0.member("name", entry.name)
              $0.member("decisions", entry.tally.decisions)
              $0.member("noticed", entry.tally.noticed)
            }
          }
        }
      }
    }
  }

  private func write(_ entry: CauseEntry, to writer: inout JSONWriter) {
    writer.object {
      write(entry.cause, to: &$0)
      if let old = entry.count.places.old { write("old_place", old.file, old.line, to: &$0) }
      if let new = entry.count.places.new { write("new_place", seen(new.file), new.line, to: &$0) }
      write(entry.count.found, to: &$0)
      $0.member("expected", entry.count.expected)
    }
  }

  private func write(_ cause: Cause, to writer: inout JSONWriter) {
    writer.member("step", cause.step.rawValue)
    writer.member("kind", cause.subject.kind)
    writer.member("name", cause.subject.name)
    writer.member("change", cause.change.word)
    switch cause.change {
    case .added, .removed: break
    case .edited(let key, let old, let new):
      writer.member("key", key)
      writer.member("old", ifPresent: old)
      writer.member("new", ifPresent: new)
    case .sees(let key): writer.member("key", key)
    }
    writer.member("effect", ifPresent: cause.effect?.rawValue)
    writer.member("text", cause.text)
  }

  private func write(_ change: ChangedDecision, to writer: inout JSONWriter) {
    writer.object {
      $0.member("decision", change.id)
      $0.member("journey", change.journey)
      $0.member("at", change.recorded.description)
      write(change.position, to: &$0)
      $0.member("old", change.old)
      $0.member("new", change.new)
      $0.array("causes", of: change.causes) { writer, cause in writer.object { write(cause, to: &$0) } }
    }
  }

  private func write(_ found: FoundCount, to writer: inout JSONWriter) {
    writer.member("decisions", found.count)
    writer.member("example", found.example)
  }

  private func write(_ position: LinePosition, to writer: inout JSONWriter) {
    writer.member("file", files[position.file].path)
    writer.member("line", position.line)
  }

  private func write(_ name: StaticString, _ file: String, _ line: Int, to writer: inout JSONWriter) {
    writer.object(name) {
      $0.member("file", file)
      $0.member("line", line)
    }
  }
}
