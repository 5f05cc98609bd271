/// The words of a rule book. Rules and states refer to them by index.
package final class Vocabulary: Sendable {
  package let markets: ItemList<Market>
  package let stages: ItemList<Stage>
  package let exits: ItemList<Exit>
  package let personas: ItemList<Persona>
  package let painPoints: ItemList<PainPoint>
  package let triggers: ItemList<Trigger>
  package let touchpoints: ItemList<Touchpoint>
  package let channels: ItemList<Channel>

  package init(
    markets: ItemList<Market> = ItemList(), stages: ItemList<Stage> = ItemList(),
    exits: ItemList<Exit> = ItemList(), personas: ItemList<Persona> = ItemList(),
    painPoints: ItemList<PainPoint> = ItemList(), triggers: ItemList<Trigger> = ItemList(),
    touchpoints: ItemList<Touchpoint> = ItemList(), channels: ItemList<Channel> = ItemList()
  ) {
    self.markets = markets
    self.stages = stages
    self.exits = exits
    self.personas = personas
    self.painPoints = painPoints
    self.triggers = triggers
    self.touchpoints = touchpoints
    self.channels = channels
  }
}
