import Rules
import Time

extension StalledReport {
  package var document: ReportDocument {
    ReportDocument(.stalled, header, tables: [stageTable, journeyTable], notes: notes, cells: cells)
  }

  private var notes: [String] {
    let isUnknown = stages.contains { thresholds[$0.stage] == nil }
    return isUnknown
      ? [
        "Where the book gives no stalls_after, and fewer than nine in ten have left, nobody can be said to stall."
      ]
      : []
  }

  private var groupColumns: [ReportColumn] { ReportGroup.columns(frame.dimensions) }

  private var stageTable: ReportTable {
    ReportTable(
      "stages", title: "Stages",
      remark:
        "Stalled are those who are in it for at least its stalls_after, or else for longer than nine in ten stay.",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("open", isListed: true), ReportColumn("stalled", isListed: true),
        ReportColumn("stalled_share", "SHARE"), ReportColumn("stalls_after_days", "STALLS AFTER"),
        ReportColumn("threshold", "BY"), ReportColumn("oldest_days", "OLDEST"),
      ],
      rows: stages.map { stage in
        let (id, threshold) = (frame.vocabulary.stages[stage.stage].id, thresholds[stage.stage])
        let all = SampleSize(stage.open)
        return ReportRow(
          cell: "\(stage.group.prefix)\(id)",
          stage.group.reportValues + [
            .text(id), all.count(stage.open), threshold.map { _ in all.count(stage.stalled) } ?? .absent,
            threshold.map { _ in all.share(stage.stalled) } ?? .absent, ReportValue(threshold?.span),
            .text(threshold.map { $0.isDeclared ? "stalls_after" : "90th percentile" } ?? "not known"),
            .span(stage.oldest),
          ])
      })
  }

  private var journeyTable: ReportTable {
    ReportTable(
      "stalled_journeys", title: "Stalled journeys",
      remark: "The chance to leave, of those who have stayed for so long.",
      columns: groupColumns + [
        ReportColumn("journey"), ReportColumn("account"), ReportColumn("stage"),
        ReportColumn("age_days", "AGE"), ReportColumn("at_least", isHidden: true),
      ] + Self.outlooks.map { ReportColumn("leaves_within_\($0.inDays)", "LEAVES WITHIN \($0.heading)") } + [
        ReportColumn("last_contact", isFromHistory: true), ReportColumn("now"),
      ],
      rows: journeys.map { journey in
        let values: [ReportValue] = [
          .text(journey.journey), ReportValue(journey.account),
          .text(frame.vocabulary.stages[journey.stage].id), .span(journey.age),
          journey.isEntrySeen ? .absent : .flag(true),
        ]
        let chances = journey.leaving.map { ReportValue(share: $0) }
        return ReportRow(
          cell: nil,
          journey.group.reportValues + values + chances + [
            ReportValue(journey.lastContact), ReportValue(journey.recommendation),
          ])
      }, shownRows: 30)
  }
}
