import Rules

/// Finds actions without channels in a book whose other actions have some: nothing that is said of channels holds them back.
struct MissingChannels: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    let given = book.actions.indices.filter(analysed.isGiven)
    guard given.contains(where: { !book.actions[$0].channels.isEmpty }) else { return }
    for index in given where book.actions[index].channels.isEmpty {
      let id = book.actions[index].id
      result.add(
        Finding(
          .withoutChannel, id, at: analysed.part(ofAction: index),
          "'\(id)' has no channels: it is given without asking for consent, and no quiet hours hold it back",
          help:
            "write what it is sent by, such as 'channels: [email]', or accept it if nobody is contacted by it"
        ))
    }
  }
}
