// The room Kubernetes.
