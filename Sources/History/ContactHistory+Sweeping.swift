import HistoryRecords
import Rules
import Time

/// What a sweep over all journeys leaves behind, so that an alert is raised once where its rule turns true.
extension ContactHistory {
  /// What was known when all journeys were looked at last.
  package struct SweepMark: Sendable {
    /// The alert rules that they were looked at under.
    package let rules: Set<String>
    /// Whether events of before came since.
    package let hasImported: Bool
  }

  /// - Returns: nil where the file cannot be read.
  package var sweepMark: SweepMark? {
    do throws(HistoryFault) {
      let rules = try events.setting(.sweptRules) ?? []
      let names = String(decoding: rules, as: UTF8.self).split(separator: "\n").map(String.init)
      return SweepMark(rules: Set(names), hasImported: try events.setting(.imported)?.isEmpty == false)
    } catch {
      return nil
    }
  }

  /// Notes that all journeys were looked at under these rules.
  package func endSweep(under rules: [String]) {
    file?.writer.set([.sweptRules: Array(rules.joined(separator: "\n").utf8), .imported: []]) { _ in }
  }

  /// Notes that events of before are told: the next sweep says of them what it finds in one alert a rule.
  package func noteImport() { file?.writer.set([.imported: [1]]) { _ in } }

  /// The alert rules that held for a journey when it was looked at last.
  package func held(_ journey: String) -> [String] {
    do throws(HistoryFault) { return try events.holding(journey) } catch { return [] }
  }
}

extension HistoryTransaction {
  /// Notes which alert rules hold for a journey now.
  package func noteHolding(_ journey: String, rules: [String]) {
    add(.holding(journey: journey, rules: rules))
  }
}
