import Harness

/// What the two nginx of a run are told.
struct NginxConfiguration {
  let run: Run
  let certificate: Authority.Pair
  /// Vouches for servers and for clients.
  let authority: Authority

  /// An API server of canned answers: what the program needs to start, and two objects.
  func upstream(port: UInt16) throws -> String {
    let small = Self.object(bytes: 1024)
    try run.folder.write(Self.object(bytes: 1 << 20), to: "large.json")
    try run.folder.write(SyntheticAnswer(.list, count: 2000).bytes, to: "namespaces.json")
    let empty = #"{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}"#
    let review =
      #"{"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1","status":{"#
      + #""authenticated":true,"user":{"username":"alice","groups":["bench"]}}}"#
    let missing = #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":404}"#
    return http(
      """
      server {
        listen 127.0.0.1:\(port) ssl;
        location = \(Forwarding.small) { return 200 '\(small)'; }
        location = \(Forwarding.open) { return 200 '\(small)'; }
        location = \(Forwarding.large) { alias \(run.folder.file("large.json")); }
        location = /api/v1/namespaces {
          if ($arg_watch) { return 200 ''; }
          alias \(run.folder.file("namespaces.json"));
        }
        location = /apis/authentication.k8s.io/v1/tokenreviews { return 201 '\(review)'; }
        location /apis/capsule.clastix.io { return 404 '\(missing)'; }
        location / {
          if ($arg_watch) { return 200 ''; }
          return 200 '\(empty)';
        }
      }
      """)
  }

  /// A proxy that asks for a client's certificate and goes on over TLS, as the program does.
  func proxy(port: UInt16, upstream: UInt16) -> String {
    http(
      """
      upstream api { server 127.0.0.1:\(upstream); keepalive 256; keepalive_requests 1000000000; }
      server {
        listen 127.0.0.1:\(port) ssl;
        ssl_client_certificate \(authority.certificateFile);
        ssl_verify_client on;
        location / {
          proxy_pass https://api;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $host;
          proxy_set_header Impersonate-User $ssl_client_s_dn;
          proxy_ssl_verify on;
          proxy_ssl_trusted_certificate \(authority.certificateFile);
          proxy_ssl_name localhost;
          proxy_ssl_server_name on;
          proxy_max_temp_file_size 0;
        }
      }
      """)
  }

  private func http(_ body: String) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(run.folder.path);" }.joined(separator: "\n")
    return """
      daemon off;
      user root;
      worker_processes 2;
      error_log /dev/null crit;
      events { worker_connections 4096; }
      http {
        access_log off;
        \(temporary)
        default_type application/json;
        types {}
        tcp_nodelay on;
        keepalive_timeout 1h;
        keepalive_requests 1000000000;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate \(certificate.certificate);
        ssl_certificate_key \(certificate.key);
      \(body)
      }
      """
  }

  private static func object(bytes: Int) -> String {
    let (head, tail) = (#"{"kind":"ConfigMap","apiVersion":"v1","data":{"text":""#, #""}}"#)
    return head + String(repeating: "x", count: bytes - head.count - tail.count) + tail
  }
}
