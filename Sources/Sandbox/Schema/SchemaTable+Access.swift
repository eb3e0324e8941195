extension SchemaTable {
  /// The kinds about users and their rights.
  static let access = """
    @rbac
    AggregationRule
      1 clusterRoleSelectors []meta.LabelSelector
    ClusterRole typed
      1 metadata meta.ObjectMeta !
      2 rules []PolicyRule !
      3 aggregationRule AggregationRule *
    ClusterRoleBinding typed
      1 metadata meta.ObjectMeta !
      2 subjects []Subject
      3 roleRef RoleRef !
    ClusterRoleBindingList typed
      1 metadata meta.ListMeta !
      2 items []ClusterRoleBinding !
    ClusterRoleList typed
      1 metadata meta.ListMeta !
      2 items []ClusterRole !
    PolicyRule
      1 verbs []string !
      2 apiGroups []string
      3 resources []string
      4 resourceNames []string
      5 nonResourceURLs []string
    Role typed
      1 metadata meta.ObjectMeta !
      2 rules []PolicyRule !
    RoleBinding typed
      1 metadata meta.ObjectMeta !
      2 subjects []Subject
      3 roleRef RoleRef !
    RoleBindingList typed
      1 metadata meta.ListMeta !
      2 items []RoleBinding !
    RoleList typed
      1 metadata meta.ListMeta !
      2 items []Role !
    RoleRef atomic
      1 apiGroup string !
      2 kind string !
      3 name string !
    Subject atomic
      1 kind string !
      2 apiGroup string
      3 name string !
      4 namespace string
    @authentication
    BoundObjectReference
      1 kind string
      2 apiVersion string
      3 name string
      4 uid string <types.UID>
    SelfSubjectReview typed
      1 metadata meta.ObjectMeta !
      2 status SelfSubjectReviewStatus !
    SelfSubjectReviewStatus
      1 userInfo UserInfo !
    TokenRequest typed
      1 metadata meta.ObjectMeta !
      2 spec TokenRequestSpec !
      3 status TokenRequestStatus !
    TokenRequestSpec
      1 audiences []string !
      4 expirationSeconds int64 ?
      3 boundObjectRef BoundObjectReference ?
    TokenRequestStatus
      1 token string !
      2 expirationTimestamp time !
    TokenReview typed
      1 metadata meta.ObjectMeta !
      2 spec TokenReviewSpec !
      3 status TokenReviewStatus !
    TokenReviewSpec
      1 token string
      2 audiences []string
    TokenReviewStatus
      1 authenticated bool
      2 user UserInfo !
      4 audiences []string
      3 error string
    UserInfo
      1 username string
      2 uid string
      3 groups []string
      4 extra {}[]string <map[string]v1.ExtraValue>
    @authorization
    FieldSelectorAttributes
      1 rawSelector string
      2 requirements []meta.FieldSelectorRequirement
    LabelSelectorAttributes
      1 rawSelector string
      2 requirements []meta.LabelSelectorRequirement
    LocalSubjectAccessReview typed
      1 metadata meta.ObjectMeta !
      2 spec SubjectAccessReviewSpec !
      3 status SubjectAccessReviewStatus !
    NonResourceAttributes
      1 path string
      2 verb string
    NonResourceRule
      1 verbs []string !
      2 nonResourceURLs []string
    ResourceAttributes
      1 namespace string
      2 verb string
      3 group string
      4 version string
      5 resource string
      6 subresource string
      7 name string
      8 fieldSelector FieldSelectorAttributes *
      9 labelSelector LabelSelectorAttributes *
    ResourceRule
      1 verbs []string !
      2 apiGroups []string
      3 resources []string
      4 resourceNames []string
    SelfSubjectAccessReview typed
      1 metadata meta.ObjectMeta !
      2 spec SelfSubjectAccessReviewSpec !
      3 status SubjectAccessReviewStatus !
    SelfSubjectAccessReviewSpec
      1 resourceAttributes ResourceAttributes *
      2 nonResourceAttributes NonResourceAttributes *
    SelfSubjectRulesReview typed
      1 metadata meta.ObjectMeta !
      2 spec SelfSubjectRulesReviewSpec !
      3 status SubjectRulesReviewStatus !
    SelfSubjectRulesReviewSpec
      1 namespace string
    SubjectAccessReview typed
      1 metadata meta.ObjectMeta !
      2 spec SubjectAccessReviewSpec !
      3 status SubjectAccessReviewStatus !
    SubjectAccessReviewSpec
      1 resourceAttributes ResourceAttributes *
      2 nonResourceAttributes NonResourceAttributes *
      3 user string
      4 groups []string
      5 extra {}[]string <map[string]v1.ExtraValue>
      6 uid string
    SubjectAccessReviewStatus
      1 allowed bool !
      4 denied bool
      2 reason string
      3 evaluationError string
    SubjectRulesReviewStatus
      1 resourceRules []ResourceRule !
      2 nonResourceRules []NonResourceRule !
      3 incomplete bool !
      4 evaluationError string
    @certificates
    CertificateSigningRequest typed
      1 metadata meta.ObjectMeta !
      2 spec CertificateSigningRequestSpec !
      3 status CertificateSigningRequestStatus !
    CertificateSigningRequestCondition
      1 type string ! <v1.RequestConditionType>
      6 status string ! <v1.ConditionStatus>
      2 reason string
      3 message string
      4 lastUpdateTime time !
      5 lastTransitionTime time !
    CertificateSigningRequestList typed
      1 metadata meta.ListMeta !
      2 items []CertificateSigningRequest !
    CertificateSigningRequestSpec
      1 request bytes !
      7 signerName string !
      8 expirationSeconds int32 *
      5 usages []string <[]v1.KeyUsage>
      2 username string
      3 uid string
      4 groups []string
      6 extra {}[]string <map[string]v1.ExtraValue>
    CertificateSigningRequestStatus
      1 conditions []CertificateSigningRequestCondition map=type
      2 certificate bytes
    """
}
