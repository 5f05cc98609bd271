import Rules

/// Finds channels on which people are written to or called and that are open without anybody's consent.
struct ConsentNotAsked: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    let used = Set(book.actions.indices.filter(analysed.isGiven).flatMap { book.actions[$0].channels })
    for (index, channel) in book.vocabulary.channels.items.enumerated() where used.contains(index) {
      guard channel.consent == .none, ChannelWords.reaches(channel.id) else { continue }
      result.add(
        Finding(
          .asksNoConsent, channel.id, at: .item(.channel, id: channel.id),
          "'\(channel.id)' asks for no consent: everybody gets what is recommended there, also those who said no",
          help:
            "write 'consent: opt-in'; for messages about orders and complaints declare a channel 'service-\(channel.id)'"
        ))
    }
  }
}
