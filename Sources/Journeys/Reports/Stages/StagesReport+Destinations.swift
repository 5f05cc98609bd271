import Rules
import Time

extension StagesReport {
  var whereTheyGo: ReportTable {
    let ends = StayEnd.all(exits: frame.vocabulary.exits.count)
    return ReportTable(
      "where_they_go", title: "Where they go",
      remark: "The chance to have left that way (Aalen–Johansen); with those who stay they add up to 100 %.",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("to"), ReportColumn("left", isListed: true),
      ]
        + StageFigures.horizons.map { ReportColumn("within_\($0.inDays)", "WITHIN \($0.heading)") },
      rows: groups.flatMap { group, figures in
        figures.stages.flatMap { stage -> [ReportRow] in
          let rows = ends.map { end in
            row(group, stage, to: end.name(in: frame.vocabulary), stage.left(by: end)) {
              stage.curve.share(of: end, at: $0)
            }
          }
          let lost = ends.filter { $0.isLost(in: frame.vocabulary) }.map(stage.left(by:)).reduce(0, +)
          return rows + [
            row(group, stage, to: "lost", lost) { stage.lost(at: $0, frame.vocabulary.exits) },
            row(group, stage, to: "stays", stage.open) { stage.curve.staying(at: $0) },
          ]
        }
      })
  }

  private func row(
    _ group: ReportGroup, _ stage: StageFigures, to end: String, _ count: Int, _ share: (TimeSpan) -> Double?
  ) -> ReportRow {
    let id = frame.vocabulary.stages[stage.stage].id
    let watched = SampleSize(stage.curve.count)
    let all = SampleSize(stage.open + stage.left)
    let values: [ReportValue] = [.text(id), .text(end), all.count(count)]
    let shares = StageFigures.horizons.map { watched.rate(ReportValue(share: share($0))) }
    return ReportRow(
      cell: "\(group.prefix)\(id).\(end)", group.reportValues + values + shares,
      isQuiet: count == 0 || isQuiet(stage) || all.isFew)
  }

  var whereWeLoseThem: ReportTable {
    let exits = frame.vocabulary.exits
    let losses = groups.flatMap { group, figures in
      figures.stages.compactMap { stage -> Loss? in
        guard SampleSize(stage.curve.count).allowsRates, let horizon = stage.lastHorizon,
          let share = stage.lost(at: horizon, exits)
        else { return nil }
        return Loss(group: group, stage: stage, share: share)
      }
    }
    // A stable order: of equals the one that stands first in the book.
    let ranked = losses.enumerated().sorted { left, right in
      let (one, other) = (left.element.expected, right.element.expected)
      return one == other ? left.offset < right.offset : one > other
    }
    return ReportTable(
      "where_we_lose_them", title: "Where we lose them",
      remark: "Those who entered, times the chance to be lost from the stage by then.",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("entered"), ReportColumn("lost_share", "LOST"),
        ReportColumn("within_days", "WITHIN"), ReportColumn("expected_lost"),
      ],
      rows: ranked.map(\.element).map { loss in
        let id = frame.vocabulary.stages[loss.stage.stage].id
        return ReportRow(
          cell: nil,
          loss.group.reportValues + [
            .text(id), .count(loss.stage.entered), .share(loss.share), ReportValue(loss.stage.lastHorizon),
            .number(loss.expected),
          ], isQuiet: loss.share == 0)
      })
  }

  var exits: ReportTable {
    ReportTable(
      "exits", title: "Exits", remark: "Journeys that ended so, whatever came of them later.",
      columns: groupColumns + [
        ReportColumn("exit"), ReportColumn("lost"), ReportColumn("journeys", isListed: true),
        ReportColumn("of_journeys", "OF"), ReportColumn("from_no_stage", isListed: true),
      ],
      rows: groups.flatMap { group, figures in
        figures.exits.enumerated().map { index, exit in
          let declared = frame.vocabulary.exits[index]
          let all = SampleSize(figures.journeys)
          return ReportRow(
            cell: "\(group.prefix)exit:\(declared.id)",
            group.reportValues + [
              .text(declared.id), .flag(declared.isLost), all.count(exit.journeys),
              all.count(figures.journeys), all.count(exit.fromNoStage),
            ], isQuiet: exit.journeys == 0)
        }
      })
  }

  /// What is lost from a stage.
  private struct Loss {
    let group: ReportGroup
    let stage: StageFigures
    /// At the last time at which shares are shown.
    let share: Double

    var expected: Double { Double(stage.entered) * share }
  }
}
