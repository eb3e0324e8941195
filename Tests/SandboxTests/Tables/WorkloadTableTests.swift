import JSON
import Testing

@testable import Sandbox

struct WorkloadTableTests {
  private func cells(_ columns: [TableColumn], _ object: JSONValue, now: Int64 = 3600)
    -> [JSONValue]
  {
    columns.map { $0.cell(object, now) }
  }

  private static let pods: [(JSONValue, String, String, String)] = [
    (["phase": "Running"], "0/2", "Running", "0"),
    (["phase": "Failed", "reason": "Evicted"], "0/2", "Evicted", "0"),
    (
      [
        "phase": "Running",
        "containerStatuses": [
          ["name": "a", "ready": true, "restartCount": 0, "state": ["running": [:]]],
          [
            "name": "b", "restartCount": 3,
            "state": ["waiting": ["reason": "CrashLoopBackOff"]],
            "lastState": ["terminated": ["finishedAt": "1970-01-01T00:50:00Z"]],
          ],
        ],
      ], "1/2", "CrashLoopBackOff", "3 (10m ago)"
    ),
    (
      [
        "phase": "Pending",
        "initContainerStatuses": [
          ["name": "i", "restartCount": 0, "state": ["running": [:]]]
        ],
      ], "0/2", "Init:0/0", "0"
    ),
    (
      [
        "phase": "Succeeded",
        "containerStatuses": [
          [
            "name": "a", "restartCount": 0,
            "state": ["terminated": ["exitCode": 0, "reason": "Completed"]],
          ]
        ],
      ], "0/2", "Completed", "0"
    ),
  ]

  @Test(arguments: pods)
  func `a pod's containers are summed up`(
    _ status: JSONValue, _ ready: String, _ reason: String, _ restarts: String
  ) {
    let pod: JSONValue = [
      "metadata": ["name": "p", "creationTimestamp": "1970-01-01T00:00:00Z"],
      "spec": ["containers": [["name": "a"], ["name": "b"]]], "status": status,
    ]
    #expect(
      cells(TableColumn.pod, pod) == [
        "p", .string(ready), .string(reason), .string(restarts), "60m", "<none>", "<none>",
        "<none>", "<none>",
      ])
  }

  @Test func `a pod that goes says so`() {
    let pod: JSONValue = [
      "metadata": ["deletionTimestamp": "1970-01-01T00:00:00Z"], "status": ["phase": "Running"],
    ]
    #expect(PodSummary(pod).reason == "Terminating")
  }

  @Test func `a deployment tells of its replicas`() {
    let deployment: JSONValue = [
      "metadata": ["name": "d", "creationTimestamp": "1970-01-01T00:00:00Z"],
      "spec": [
        "replicas": 3, "selector": ["matchLabels": ["app": "d", "a": "1"]],
        "template": [
          "spec": ["containers": [["name": "a", "image": "x"], ["name": "b", "image": "y"]]]
        ],
      ], "status": ["readyReplicas": 1, "updatedReplicas": 2, "availableReplicas": 1],
    ]
    #expect(
      cells(TableColumn.deployment, deployment) == [
        "d", "1/3", 2, 1, "60m", "a,b", "x,y", "a=1,app=d",
      ])
  }

  @Test func `a service tells of its addresses and ports`() {
    let service: JSONValue = [
      "metadata": ["name": "s"],
      "spec": [
        "type": "NodePort", "clusterIPs": ["10.96.1.2"], "selector": ["app": "s"],
        "ports": [
          ["port": 80, "protocol": "TCP", "nodePort": 30001], ["port": 53, "protocol": "UDP"],
        ],
      ],
    ]
    #expect(
      cells(TableColumn.service, service) == [
        "s", "NodePort", "10.96.1.2", "<none>", "80:30001/TCP,53/UDP", "<unknown>", "app=s",
      ])
  }

  @Test func `a quota tells what is used`() {
    let quota: JSONValue = [
      "metadata": ["name": "q"],
      "status": [
        "hard": ["pods": "10", "limits.cpu": "4", "cpu": "2"], "used": ["pods": "3", "cpu": "1"],
      ],
    ]
    #expect(
      cells(TableColumn.resourceQuota, quota) == [
        "q", "cpu: 1/2, pods: 3/10", "limits.cpu: 0/4", "<unknown>",
      ])
  }

  @Test func `a binding lists its subjects by kind`() {
    let binding: JSONValue = [
      "metadata": ["name": "b"], "roleRef": ["kind": "ClusterRole", "name": "view"],
      "subjects": [
        ["kind": "User", "name": "alice"], ["kind": "Group", "name": "g"],
        ["kind": "ServiceAccount", "name": "robot", "namespace": "oil"],
        ["kind": "User", "name": "bob"],
      ],
    ]
    #expect(
      cells(TableColumn.roleBinding, binding) == [
        "b", "ClusterRole/view", "<unknown>", "alice, bob", "g", "oil/robot",
      ])
  }

  @Test func `an event counts at least once`() {
    let event: JSONValue = [
      "metadata": ["name": "e.1"], "type": "Normal", "reason": "Made", "message": " made it\n",
      "involvedObject": ["kind": "ReplicaSet", "name": "r"],
      "source": ["component": "c", "host": "h"], "lastTimestamp": "1970-01-01T00:59:00Z",
      "firstTimestamp": "1970-01-01T00:00:00Z",
    ]
    #expect(
      cells(TableColumn.event, event) == [
        "60s", "Normal", "Made", "replicaset/r", "", "c, h", "made it", "60m", 1, "e.1",
      ])
  }
}
