extension Timestamp {
  /// The moment as HTTP writes it, such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
  package var httpDate: String {
    let (day, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
    let date = CivilDate(daysSince1970: day)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekday = weekdays[Int(day.quotientAndRemainder(flooringBy: 7).remainder)]
    let time = "\(Self.pad(second / 3600)):\(Self.pad(second / 60 % 60)):\(Self.pad(second % 60))"
    return
      "\(weekday), \(Self.pad(date.day)) \(months[Int(date.month) - 1]) \(Self.pad(date.year, 4)) \(time) GMT"
  }
}
