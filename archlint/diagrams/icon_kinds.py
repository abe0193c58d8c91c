"""The kinds of classes of the `diagrams` package that no curated type describes.

A class that has kinds is of these and of no other, and rules then judge its nodes. So a class is
listed only where its kinds are beyond doubt and complete: a reverse proxy that may balance loads,
or a provider's CDN that may filter requests as well, has none and stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

_MODULES = {
    "digitalocean.database": "database,datastore",
    "elastic.beats": "monitoring",
    "elastic.observability": "monitoring",
    "generic.database": "database,datastore",
    "generic.device": "actor",
    "gis.database": "database,datastore",
    "k8s.compute": "compute,service",
    "onprem.aggregator": "monitoring",
    "onprem.certificates": "certificate_store",
    "onprem.database": "database,datastore",
    "onprem.dns": "dns",
    "onprem.identity": "identity",
    "onprem.inmemory": "cache,datastore",
    "onprem.logging": "monitoring",
    "onprem.monitoring": "monitoring",
    "onprem.queue": "queue,datastore",
    "onprem.registry": "container_registry",
    "onprem.search": "search_engine,database,datastore",
    "onprem.tracing": "monitoring",
    "openstack.monitoring": "monitoring",
    "saas.alerting": "monitoring",
    "saas.identity": "identity",
    "saas.logging": "monitoring",
}
_CLASSES = {
    "actor": """
        aws.general: Client MobileClient
        ibm.user: Browser Device User
    """,
    "api_gateway,service": """
        alibabacloud.application: ApiGateway
        aws.network: APIGateway
    """,
    "audit_log": """
        aws.management: Cloudtrail
        oci.governance: Audit AuditWhite
    """,
    "backup,datastore": """
        alibabacloud.storage: HybridBackupRecovery
        aws.storage: Backup
        oci.storage: BackupRestore BackupRestoreWhite
    """,
    "block_storage,datastore": """
        aws.storage: ElasticBlockStoreEBS ElasticBlockStoreEBSVolume
        azure.other: ElasticSan
        digitalocean.storage: Volume
        gcp.storage: LocalSSD
        ibm.storage: BlockStorage
        oci.storage: BlockStorage BlockStorageWhite
        onprem.storage: Portworx
        openstack.storage: Cinder
    """,
    "block_storage,datastore,file_system,object_storage": "onprem.storage: Ceph",
    "boundary,compute,container_cluster": """
        alibabacloud.compute: ContainerService
        azure.compute: ServiceFabricClusters
        azure.containers: AzureRedHatOpenshift ServiceFabricClusters
        digitalocean.compute: K8SCluster
        gcp.compute: GKEOnPrem
        oci.compute: OKE OKEWhite
        onprem.container: K3S
    """,
    "boundary,network": """
        alibabacloud.network: VirtualPrivateCloud
        digitalocean.network: Vpc
        ibm.network: Vpc
        oci.network: Vcn VcnWhite
        outscale.network: Net
    """,
    "boundary,subnet": "ibm.network: Subnet",
    "cache,datastore": """
        alibabacloud.database: ApsaradbMemcache ApsaradbRedis
        aws.database: DynamodbDax ElasticacheCacheNode
        ibm.data: Caches
    """,
    "cdn,service": """
        alibabacloud.network: Cdn
        oci.connectivity: CDN CDNWhite
    """,
    "certificate_store": """
        alibabacloud.security: SslCertificates
        aws.security: CertificateAuthority
        digitalocean.network: Certificate
        gcp.security: CertificateAuthorityService
    """,
    "certificate_store,key_store,secret_store": "onprem.security: Vault",
    "compute,function,service": """
        alibabacloud.compute: FunctionCompute
        firebase.develop: Functions
        ibm.general: Openwhisk
        oci.compute: Functions FunctionsWhite
        openstack.compute: Qinling
    """,
    "compute,service": """
        alibabacloud.compute: ElasticComputeService ElasticContainerInstance ServerlessAppEngine
        alibabacloud.compute: SimpleApplicationServer WebAppService
        aws.compute: AppRunner EC2SpotInstance Lightsail
        azure.compute: AzureSpringApps CloudServices CloudServicesClassic SpringCloud
        azure.web: AzureSpringApps
        digitalocean.compute: Droplet
        ibm.compute: BareMetalServer Instance PowerInstance
        oci.compute: BM BMWhite Container ContainerWhite InstancePools InstancePoolsWhite VM VMWhite
        onprem.compute: Server
        onprem.network: Glassfish Gunicorn Jbossas Jetty Tomcat Wildfly
        outscale.compute: Compute
    """,
    "container_registry": """
        alibabacloud.compute: ContainerRegistry
        aws.compute: EC2ContainerRegistry EC2ContainerRegistryRegistry
        oci.compute: OCIR OCIRWhite
    """,
    "database,datastore": """
        alibabacloud.database: ApsaradbCassandra ApsaradbHbase ApsaradbMongodb ApsaradbOceanbase
        alibabacloud.database: ApsaradbPolardb ApsaradbPostgresql ApsaradbPpas ApsaradbSqlserver
        alibabacloud.database: DisributeRelationalDatabaseService GraphDatabaseService
        alibabacloud.database: HybriddbForMysql RelationalDatabaseService
        alibabacloud.storage: ObjectTableStore
        aws.database: Aurora AuroraInstance Database DocumentdbMongodbCompatibility Dynamodb
        aws.database: DynamodbTable KeyspacesManagedApacheCassandraService Neptune
        aws.database: QuantumLedgerDatabaseQldb RDSOnVmware Timestream
        azure.database: DatabaseForMariadbServers ElasticDatabasePools InstancePools
        azure.database: ManagedDatabases SQL SQLServers SQLServerStretchDatabases
        azure.databases: AzureDatabaseMariadbServer AzureDatabasePostgresqlServerGroup AzureSQLEdge
        azure.databases: AzureSQLServerStretchDatabases InstancePools ManagedDatabase OracleDatabase
        azure.databases: SQLElasticPools SQLServer
        azure.integration: AzureSQLServerStretchDatabases
        azure.other: ArcPostgresql ArcSQLManagedInstance ArcSQLServer
        azure.other: ManagedInstanceApacheCassandra
        azure.storage: TableStorage
        firebase.develop: Firestore RealtimeDatabase
        gcp.database: Datastore
        ibm.general: Cloudant
        oci.database: Autonomous AutonomousWhite DatabaseService DatabaseServiceWhite
        onprem.network: Etcd Zookeeper
        openstack.workloadprovisioning: Trove
    """,
    "database,datastore,search_engine": """
        alibabacloud.analytics: OpenSearch
        alibabacloud.application: OpenSearch
        alibabacloud.compute: ElasticSearch
        aws.analytics: AmazonOpensearchService Cloudsearch ElasticsearchService
        elastic.elasticsearch: Elasticsearch
    """,
    "database,datastore,warehouse": """
        alibabacloud.analytics: AnalyticDb ClickHouse
        aws.analytics: Redshift
        aws.database: Redshift
        azure.analytics: AzureDataExplorerClusters DataExplorerClusters
        azure.database: DataExplorerClusters SQLDatawarehouse
        azure.databases: AzureDataExplorerClusters SQLDataWarehouses
        azure.integration: SQLDataWarehouses
        saas.analytics: Snowflake
    """,
    "datastore": """
        k8s.storage: Vol
        onprem.storage: CephOsd
    """,
    "datastore,file_system": """
        alibabacloud.storage: FileStorageHdfs FileStorageNas
        aws.storage: ElasticFileSystemEFS ElasticFileSystemEFSFileSystem Fsx FsxForLustre
        aws.storage: FsxForWindowsFileServer
        azure.storage: AzureNetappFiles NetappFiles
        oci.storage: FileStorage FileStorageWhite
        onprem.storage: Glusterfs
        openstack.storage: Manila
    """,
    "datastore,object_storage": """
        alibabacloud.storage: ObjectStorageService
        aws.storage: S3Glacier S3GlacierArchive S3GlacierVault
        aws.storage: SimpleStorageServiceS3BucketWithObjects
        azure.general: BlobBlock BlobPage
        azure.storage: ArchiveStorage DataLakeStorage DataLakeStorageGen1
        digitalocean.storage: Space
        firebase.develop: Storage
        ibm.general: ObjectStorage
        ibm.storage: ObjectStorage
        oci.storage: Buckets BucketsWhite ObjectStorage ObjectStorageWhite
        openstack.storage: Swift
        outscale.storage: SimpleStorageService
    """,
    "datastore,queue": """
        aws.integration: MQ SimpleQueueServiceSqs SimpleQueueServiceSqsQueue
        azure.general: StorageQueue
        azure.storage: QueuesStorage
        oci.monitoring: Queue QueueWhite
    """,
    "datastore,queue,stream": "onprem.queue: Kafka",
    "datastore,queue,topic": """
        alibabacloud.application: MessageNotificationService
        openstack.orchestration: Zaqar
    """,
    "datastore,stream": """
        aws.analytics: KinesisDataStreams ManagedStreamingForKafka
        oci.database: Stream StreamWhite
    """,
    "dns": """
        alibabacloud.web: Dns
        aws.network: Route53 Route53HostedZone
        azure.networking: DNSPrivateResolver
        oci.connectivity: DNS DNSWhite
        onprem.network: Bind9 Powerdns
        openstack.networking: Designate
    """,
    "firewall": """
        alibabacloud.security: CloudFirewall
        aws.network: NetworkFirewall
        digitalocean.network: Firewall
        ibm.network: Firewall
        ibm.security: Firewall
        oci.network: Firewall FirewallWhite
        outscale.security: Firewall
    """,
    "identity": """
        aws.security: Cognito DirectoryService IdentityAndAccessManagementIam
        aws.security: IdentityAndAccessManagementIamRole ManagedMicrosoftAd SimpleAd SingleSignOn
        azure.identity: ADB2C ADDomainServices AppRegistrations AzureADB2C AzureADDomainServices
        azure.identity: EntraDomainServices EntraVerifiedID
        firebase.develop: Authentication
        ibm.general: IdentityAccessManagement IdentityProvider
        ibm.security: IdentityAccessManagement IdentityProvider
        k8s.rbac: CRB RB
        oci.security: IDAccess IDAccessWhite
        openstack.sharedservices: Keystone
        outscale.security: IdentityAndAccessManagement
    """,
    "internet": "ibm.general: Internet",
    "internet_gateway": """
        aws.general: InternetGateway
        aws.network: InternetGateway
        digitalocean.network: InternetGateway
        oci.network: InternetGateway InternetGatewayWhite
        outscale.network: InternetService
    """,
    "key_store": """
        aws.security: Cloudhsm
        azure.other: DedicatedHsm
        oci.security: KeyManagement KeyManagementWhite
    """,
    "key_store,secret_store": """
        oci.security: Vault VaultWhite
        openstack.sharedservices: Barbican
    """,
    "load_balancer,service": """
        alibabacloud.compute: ServerLoadBalancer
        alibabacloud.network: ServerLoadBalancer
        aws.network: ElasticLoadBalancing ElbClassicLoadBalancer
        digitalocean.network: LoadBalancer
        ibm.network: LoadBalancer
        oci.network: LoadBalancer LoadBalancerWhite
        onprem.network: Haproxy Traefik
        openstack.networking: Octavia
        outscale.network: LoadBalancer
    """,
    "monitoring": """
        aws.management: AmazonManagedGrafana AmazonManagedPrometheus
        azure.managementgovernance: Alerts ApplicationInsights Metrics
        azure.monitor: ApplicationInsights Logs Metrics
        azure.other: AzureManagedGrafana
        ibm.general: Monitoring MonitoringLogging
        ibm.infrastructure: Monitoring MonitoringLogging
        ibm.management: MonitoringMetrics
        oci.governance: Logging LoggingWhite
        oci.monitoring: Alarm AlarmWhite HealthCheck HealthCheckWhite Telemetry TelemetryWhite
    """,
    "nat_gateway": """
        alibabacloud.network: NatGateway
        aws.network: NATGateway
        oci.connectivity: NATGateway NATGatewayWhite
        outscale.network: NatService
    """,
    "secret_store": "onprem.security: Bitwarden",
    "security_group": """
        azure.network: ApplicationSecurityGroups
        azure.security: ApplicationSecurityGroups
        oci.network: SecurityLists SecurityListsWhite
    """,
    "threat_detection": """
        alibabacloud.security: SecurityCenter
        aws.security: Detective Guardduty Inspector Macie SecurityHub
        azure.security: Defender MicrosoftDefenderEasm MicrosoftDefenderForIot
        elastic.security: SIEM Xdr
        gcp.security: SecurityHealthAdvisor SecurityScanner
        oci.security: CloudGuard CloudGuardWhite
        onprem.security: Trivy
        saas.security: Crowdstrike
    """,
    "topic": """
        aws.integration: SimpleNotificationServiceSns SimpleNotificationServiceSnsTopic
        oci.monitoring: Notifications NotificationsWhite
    """,
    "vpn": """
        alibabacloud.network: VpnGateway
        aws.network: ClientVpn SiteToSiteVpn VpnConnection VpnGateway
        digitalocean.network: ManagedVpn
        ibm.network: VpnConnection VpnGateway
        ibm.security: Vpn
        oci.connectivity: VPN VPNWhite
        outscale.network: ClientVpn SiteToSiteVpng
    """,
    "web_firewall": """
        alibabacloud.security: WebApplicationFirewall
        oci.security: WAF WAFWhite
    """,
}


def _listed() -> Iterator[tuple[str, str]]:
    for kinds, lines in _CLASSES.items():
        for line in lines.strip().splitlines():
            module, _, names = line.strip().partition(": ")
            for name in names.split():
                yield f"{module}.{name}", kinds


LISTED = tuple(_listed())
MODULES = frozenset(_MODULES)
_BY_PATH = dict(LISTED)


def kinds_of(module: str, name: str) -> str:
    """Return the kinds of a class, apart by commas; empty where they are not known.

    Args:
        module: Where it stands, such as `onprem.queue`.
        name: The name that it was defined by, not an alias.
    """
    return _BY_PATH.get(f"{module}.{name}") or _MODULES.get(module, "")
