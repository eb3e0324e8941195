/// A span of time in two or three figures, as tables show it
/// (`apimachinery/pkg/util/duration`, `HumanDuration`).
enum HumanDuration {
  /// Such as `19s`, `5m30s`, `2d3h` or `400d`; `<invalid>` for the future.
  static func text(seconds: Int64) -> String {
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    let (days, years) = (hours / 24, hours / 24 / 365)
    return switch true {
    case _ where minutes < 2: "\(seconds)s"
    case _ where minutes < 10: joined(minutes, "m", seconds % 60, "s")
    case _ where minutes < 180: "\(minutes)m"
    case _ where hours < 8: joined(hours, "h", minutes % 60, "m")
    case _ where hours < 48: "\(hours)h"
    case _ where days < 8: joined(days, "d", hours % 24, "h")
    case _ where days < 365 * 2: "\(days)d"
    case _ where days < 365 * 8: joined(years, "y", days % 365, "d")
    default: "\(years)y"
    }
  }

  private static func joined(
    _ whole: Int64, _ unit: String, _ rest: Int64, _ restUnit: String
  ) -> String {
    rest == 0 ? "\(whole)\(unit)" : "\(whole)\(unit)\(rest)\(restUnit)"
  }
}
