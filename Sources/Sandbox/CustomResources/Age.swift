/// How long ago something was, for people (`apimachinery/pkg/util/duration`, `HumanDuration`).
enum Age {
  /// A duration in seconds, such as `8s`, `5m30s`, `47h` or `3y2d`.
  static func text(_ seconds: Int64) -> String {
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    if seconds < 120 { return "\(seconds)s" }
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400)
    if minutes < 10 { return two(minutes, "m", seconds % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    if hours < 8 { return two(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    if hours < 192 { return two(days, "d", hours % 24, "h") }
    if hours < 24 * 365 * 2 { return "\(days)d" }
    if hours < 24 * 365 * 8 { return two(days / 365, "y", days % 365, "d") }
    return "\(days / 365)y"
  }

  private static func two(
    _ large: Int64, _ unit: String, _ small: Int64, _ smallUnit: String
  ) -> String {
    small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
  }
}
