extension Difference {
  /// Of what is written, of custom resources, kinds and reviews.
  static let ofWriting: [Difference] = [
    Difference(
      "custom",
      "GET /apis",
      "kinds that nothing here needs are not served"),
    Difference(
      "custom",
      "POST /apis/lab.example.com/v1/namespaces/custom/widgets of protobuf",
      "the real server closes the connection; here it is answered 415"),
    Difference(
      "reviews",
      "POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews of json",
      "a role of the recorded build is not Kubernetes' own"),
    Difference(
      "reviews",
      "alice POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews of json",
      "a role of the recorded build is not Kubernetes' own"),
    Difference(
      "kinds",
      "GET /apis/events.k8s.io/v1/namespaces/kinds/events/event",
      "kinds that nothing here needs are not served"),
    Difference(
      "kinds",
      "GET /api/v1/namespaces/kinds/resourcequotas as Table",
      "recorded before the quota controller had written the status"),
    Difference(
      "kinds",
      "POST /api/v1/namespaces/kinds/pods of json",
      "the recorded quota had no status yet and refused nothing"),
    Difference(
      "kinds",
      "GET /api/v1/namespaces/kinds/pods as Table",
      "follows from the quota that refused nothing"),
    Difference(
      "kinds",
      "DELETE /api/v1/namespaces/kinds/pods/pod?gracePeriodSeconds=0",
      "follows from the quota that refused nothing"),
    Difference(
      "kinds",
      "GET /api/v1/persistentvolumes/kinds-pv as Table",
      "recorded before the volume controller made it Available"),
    Difference(
      "kinds",
      "PATCH /api/v1/persistentvolumes/kinds-pv of merge-patch",
      "recorded before the volume controller made it Available"),
    Difference(
      "kinds",
      "DELETE /api/v1/persistentvolumes/kinds-pv",
      "recorded before the volume controller made it Available"),
    Difference(
      "writing",
      "POST /api/v1/namespaces/writing/configmaps of json (11)",
      "the path of a source file in the message is the recorded build's own"),
    Difference(
      "namespaces",
      "PATCH /api/v1/namespaces/held of merge-patch",
      "recorded before the namespace controller had written its conditions"),
  ]
}
