import Rules
import Time

extension StagesReport {
  package var document: ReportDocument {
    ReportDocument(
      .stages, header, tables: [timeInStage, whereTheyGo, whereWeLoseThem, exits, reached, cohorts],
      notes: notes, cells: cells)
  }

  /// Why a table that one looks for is not there.
  private var notes: [String] {
    let exits = frame.vocabulary.exits
    let isLoss = groups.contains { _, figures in
      exits.indices.contains { exits[$0].isLost && figures.exits[$0].journeys > 0 }
    }
    return isLoss ? [] : ["Nobody has left by an exit that means a loss, so that nothing is known of where."]
  }

  var groupColumns: [ReportColumn] { ReportGroup.columns(frame.dimensions) }

  /// A row for each stage of each group.
  private func rows(_ values: (StageFigures, String) -> [ReportValue]) -> [ReportRow] {
    groups.flatMap { group, figures in
      figures.stages.map { stage in
        let id = frame.vocabulary.stages[stage.stage].id
        return ReportRow(
          cell: "\(group.prefix)\(id)", group.reportValues + values(stage, id), isQuiet: isQuiet(stage))
      }
    }
  }

  /// A stage that nobody of a group has been in is no news.
  func isQuiet(_ stage: StageFigures) -> Bool {
    !frame.dimensions.isEmpty && stage.entered == 0 && stage.open == 0 && stage.left == 0
  }

  private var timeInStage: ReportTable {
    ReportTable(
      "time_in_stage", title: "Time in stage",
      remark: "The chance to be in the stage still, with its 95 % interval (Kaplan–Meier).",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("entered", isListed: true),
        ReportColumn("entered_unseen", "UNSEEN", isListed: true), ReportColumn("open", isListed: true),
        ReportColumn("left", isListed: true), ReportColumn("median_days", "MEDIAN"),
        ReportColumn("p90_days", "90TH"),
      ]
        + StageFigures.horizons.map {
          ReportColumn("in_stage_\($0.inDays)", "AFTER \($0.heading)", isEstimate: true)
        } + [
          ReportColumn("contacts", isFromHistory: true),
          ReportColumn("accepted_contacts", "ACCEPTED", isFromHistory: true),
        ],
      rows: rows { stage, id in
        let all = SampleSize(max(stage.entered, stage.open + stage.left))
        let watched = SampleSize(stage.curve.count)
        var values: [ReportValue] = [
          .text(id), all.count(stage.entered), all.count(stage.enteredUnseen), all.count(stage.open),
          all.count(stage.left), watched.value(ReportValue(stage.curve.median)),
          watched.value(ReportValue(stage.curve.time(until: 0.9))),
        ]
        values += StageFigures.horizons.map { horizon in
          guard let staying = stage.curve.staying(at: horizon) else { return .absent }
          return watched.rate(.estimate(staying, stage.curve.interval(at: horizon)))
        }
        return values + [stage.contacts, stage.acceptedContacts].map { $0.map(all.count) ?? .absent }
      })
  }

  private var reached: ReportTable {
    let days = frame.mature.inDays
    return ReportTable(
      "reached", title: "Reached",
      remark:
        "Journeys that were in the stage at some time, and those that had been in each stage before it in turn; "
        + "of those who entered at least \(days) ago the share in a later stage within \(days).",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("reached", "ANY ORDER", isListed: true),
        ReportColumn("reached_in_order", "IN ORDER", isListed: true),
        ReportColumn("mature_entered", "ENTERED \(frame.mature.heading) AGO", isListed: true),
        ReportColumn("mature_reached", "CAME FURTHER", isListed: true),
        ReportColumn("mature_share", "SHARE"),
      ],
      rows: rows { stage, id in
        let (all, mature) = (SampleSize(stage.reached), SampleSize(stage.matureEntered))
        return [
          .text(id), all.count(stage.reached), all.count(stage.reachedInOrder),
          mature.count(stage.matureEntered), mature.count(stage.matureReached),
          mature.share(stage.matureReached),
        ]
      })
  }

  private var cohorts: ReportTable {
    ReportTable(
      "cohorts", title: "Cohorts",
      remark: "By the month of the first entry, the journeys that reached each stage.",
      columns: groupColumns + [ReportColumn("month"), ReportColumn("journeys", isListed: true)]
        + frame.vocabulary.stages.items.map {
          ReportColumn($0.id, in: "reached", $0.id.uppercased(), isListed: true)
        },
      rows: groups.flatMap { group, figures in
        figures.cohorts.map { cohort in
          let all = SampleSize(cohort.journeys)
          return ReportRow(
            cell: "\(group.prefix)\(cohort.month)",
            group.reportValues + [.text(cohort.month), all.count(cohort.journeys)]
              + cohort.reached.map(all.count), isQuiet: all.isFew)
        }
      })
  }
}
