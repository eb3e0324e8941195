/// Keeps the status of ResourceQuotas (`pkg/controller/resourcequota`).
struct QuotaController: Controller {
  mutating func notice(_ change: Change) {}
  mutating func act(in scene: Scene) {}
}
