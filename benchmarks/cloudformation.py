"""The topology as CloudFormation templates: one for each network, as a team would deploy them.

CloudFormation refuses a template of more than 500 resources or a megabyte, and cfn-lint reports it
(E3010, E1002), so one large file would be nothing that anybody has. A template for each network is
complete: what it refers to is in it. The facts are those of the model. What a model draws as a
connection, a template says by target groups, security groups and environment variables.
"""

from __future__ import annotations

from typing import Any

from topology import CHAINS, TIERS, ZONES, Group, Network

MAX_RESOURCES = 500

# For each type of node the resource that stands for it. The rest, such as listeners and routes, is
# what CloudFormation needs besides.
RESOURCES = {
    "aws.vpc": "AWS::EC2::VPC",
    "aws.subnet": "AWS::EC2::Subnet",
    "aws.security_group": "AWS::EC2::SecurityGroup",
    "aws.acm": "AWS::CertificateManager::Certificate",
    "aws.kms": "AWS::KMS::Key",
    "aws.waf": "AWS::WAFv2::WebACL",
    "aws.cloudwatch": "AWS::Logs::LogGroup",
    "aws.alb": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "aws.ecs_service": "AWS::ECS::Service",
    "aws.rds": "AWS::RDS::DBInstance",
    "aws.elasticache": "AWS::ElastiCache::ReplicationGroup",
    "aws.s3": "AWS::S3::Bucket",
    "aws.secrets_manager": "AWS::SecretsManager::Secret",
    "generic.queue": "AWS::SQS::Queue",
}

Resources = dict[str, dict[str, Any]]


def template(network: Network) -> dict[str, Any]:
    """Return the template of a network, as JSON has it."""
    resources = _network(network)
    resources |= _shared(network)
    for group in network.groups:
        resources |= _group(group)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Generated, network {network.number}",
        "Resources": resources,
    }


def _resource(kind: str, depends_on: str = "", **properties: Any) -> dict[str, Any]:
    resource: dict[str, Any] = {"Type": f"AWS::{kind}"}
    if depends_on:
        resource["DependsOn"] = depends_on
    resource["Properties"] = properties
    return resource


def _ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def _attribute(name: str, attribute: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, attribute]}


def _subnets(tier: str) -> list[dict[str, str]]:
    return [_ref(f"{tier.title()}{zone}") for zone in range(ZONES)]


def _group_id(tier: str) -> dict[str, list[str]]:
    return _attribute(f"Sg{tier.title()}", "GroupId")


def _network(network: Network) -> Resources:
    resources: Resources = {
        "Vpc": _resource("EC2::VPC", CidrBlock="10.0.0.0/16"),
        "Gateway": _resource("EC2::InternetGateway"),
        "Attachment": _resource(
            "EC2::VPCGatewayAttachment", VpcId=_ref("Vpc"), InternetGatewayId=_ref("Gateway")
        ),
        "PublicRoutes": _resource("EC2::RouteTable", VpcId=_ref("Vpc")),
        "PrivateRoutes": _resource("EC2::RouteTable", VpcId=_ref("Vpc")),
        "PublicRoute": _resource(
            "EC2::Route",
            depends_on="Attachment",
            RouteTableId=_ref("PublicRoutes"),
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId=_ref("Gateway"),
        ),
    }
    for index, tier in enumerate(TIERS):
        routes = "PublicRoutes" if tier == "public" else "PrivateRoutes"
        for zone in range(ZONES):
            name = f"{tier.title()}{zone}"
            resources[name] = _resource(
                "EC2::Subnet",
                VpcId=_ref("Vpc"),
                CidrBlock=f"10.0.{16 * index + zone}.0/24",
                AvailabilityZone={"Fn::Select": [zone, {"Fn::GetAZs": ""}]},
            )
            resources[f"{name}Routes"] = _resource(
                "EC2::SubnetRouteTableAssociation",
                SubnetId=_ref(name),
                RouteTableId=_ref(routes),
            )
        resources[f"Sg{tier.title()}"] = _security_group(tier, network)
    return resources


def _security_group(tier: str, network: Network) -> dict[str, Any]:
    admitted = {
        "public": [_from_anywhere(443), _from_anywhere(80)],
        "app": [
            {
                "IpProtocol": "tcp",
                "FromPort": 8080,
                "ToPort": 8080,
                "SourceSecurityGroupId": _group_id("public"),
                "Description": "From the load balancers",
            }
        ],
        "data": [
            {
                "IpProtocol": "tcp",
                "FromPort": port,
                "ToPort": port,
                "SourceSecurityGroupId": _group_id("app"),
                "Description": "From the services",
            }
            for port in (5432, 6379)
        ],
    }
    if any(group.exposed for group in network.groups):
        admitted["app"].append(_from_anywhere(8080))
    return _resource(
        "EC2::SecurityGroup",
        GroupDescription=f"The {tier} tier",
        VpcId=_ref("Vpc"),
        SecurityGroupIngress=admitted[tier],
    )


def _from_anywhere(port: int) -> dict[str, Any]:
    return {
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "CidrIp": "0.0.0.0/0",
        "Description": "From the internet",
    }


def _shared(network: Network) -> Resources:
    metric = {
        "CloudWatchMetricsEnabled": True,
        "MetricName": "firewall",
        "SampledRequestsEnabled": True,
    }
    root = {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
    ecs = {"Service": "ecs-tasks.amazonaws.com"}
    return {
        "Certificate": _resource(
            "CertificateManager::Certificate",
            DomainName=f"network-{network.number}.example.com",
            ValidationMethod="DNS",
        ),
        "Key": _resource("KMS::Key", KeyPolicy=_policy(root, "kms:*", Resource="*")),
        "Firewall": _resource(
            "WAFv2::WebACL",
            DefaultAction={"Allow": {}},
            Scope="REGIONAL",
            VisibilityConfig=metric,
        ),
        "Logs": _resource("Logs::LogGroup", RetentionInDays=365),
        "Cluster": _resource("ECS::Cluster"),
        "TaskRole": _resource("IAM::Role", AssumeRolePolicyDocument=_policy(ecs, "sts:AssumeRole")),
        "DataSubnets": _database_subnets("data"),
        "PublicSubnets": _database_subnets("public"),
        "CacheSubnets": _resource(
            "ElastiCache::SubnetGroup", Description="The data tier", SubnetIds=_subnets("data")
        ),
    }


def _policy(principal: dict[str, Any], action: str, **more: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _database_subnets(tier: str) -> dict[str, Any]:
    return _resource(
        "RDS::DBSubnetGroup",
        DBSubnetGroupDescription=f"The {tier} tier",
        SubnetIds=_subnets(tier),
    )


def _group(group: Group) -> Resources:
    return _load_balancer(group) | _services(group) | _data(group)


def _load_balancer(group: Group) -> Resources:
    g = group.number
    listener: dict[str, Any] = {"Port": 80, "Protocol": "HTTP"}
    if group.serves_https:
        listener = {
            "Port": 443,
            "Protocol": "HTTPS",
            "Certificates": [{"CertificateArn": _ref("Certificate")}],
            "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        }
    resources: Resources = {
        f"Lb{g}": _resource(
            "ElasticLoadBalancingV2::LoadBalancer",
            Type="application",
            Scheme="internet-facing",
            Subnets=_subnets("public"),
            SecurityGroups=[_group_id("public")],
        ),
        f"Listener{g}": _resource(
            "ElasticLoadBalancingV2::Listener",
            LoadBalancerArn=_ref(f"Lb{g}"),
            DefaultActions=[_forward(g, 0)],
            **listener,
        ),
    }
    for chain in range(CHAINS):
        resources[f"Targets{g}x{chain}"] = _resource(
            "ElasticLoadBalancingV2::TargetGroup",
            VpcId=_ref("Vpc"),
            Port=8080,
            Protocol="HTTP",
            TargetType="ip",
        )
        if chain:
            resources[f"Rule{g}x{chain}"] = _resource(
                "ElasticLoadBalancingV2::ListenerRule",
                ListenerArn=_ref(f"Listener{g}"),
                Priority=chain,
                Conditions=[
                    {"Field": "path-pattern", "PathPatternConfig": {"Values": [f"/{chain}/*"]}}
                ],
                Actions=[_forward(g, chain)],
            )
    if group.has_firewall:
        resources[f"Filter{g}"] = _resource(
            "WAFv2::WebACLAssociation",
            ResourceArn=_ref(f"Lb{g}"),
            WebACLArn=_attribute("Firewall", "Arn"),
        )
    return resources


def _forward(group: int, chain: int) -> dict[str, Any]:
    return {"Type": "forward", "TargetGroupArn": _ref(f"Targets{group}x{chain}")}


def _services(group: Group) -> Resources:
    g = group.number
    resources: Resources = {f"Task{g}": _task(group)}
    for chain in range(CHAINS):
        tier = group.tier_of(chain=chain)
        target = {
            "ContainerName": "main",
            "ContainerPort": 8080,
            "TargetGroupArn": _ref(f"Targets{g}x{chain}"),
        }
        listener = f"Rule{g}x{chain}" if chain else f"Listener{g}"
        resources[f"Web{g}x{chain}"] = _service(group, tier, listener, LoadBalancers=[target])
        resources[f"Api{g}x{chain}"] = _service(group, "app")
    return resources


def _service(group: Group, tier: str, depends_on: str = "", **more: Any) -> dict[str, Any]:
    return _resource(
        "ECS::Service",
        depends_on=depends_on,
        Cluster=_ref("Cluster"),
        TaskDefinition=_ref(f"Task{group.number}"),
        LaunchType="FARGATE",
        DesiredCount=2,
        NetworkConfiguration={
            "AwsvpcConfiguration": {
                "AssignPublicIp": "ENABLED" if tier == "public" else "DISABLED",
                "SecurityGroups": [_group_id("app")],
                "Subnets": _subnets(tier),
            }
        },
        **more,
    )


def _task(group: Group) -> dict[str, Any]:
    g = group.number
    variables: dict[str, Any] = {
        "DATABASE": _attribute(f"Db{g}", "Endpoint.Address"),
        "CACHE": _attribute(f"Cache{g}", "PrimaryEndPoint.Address"),
        "BUCKET": _ref(f"Bucket{g}"),
        "QUEUE": _ref(f"Queue{g}"),
        "SECRET": _ref(f"Secret{g}"),
    }
    if group.called is not None:  # it may stand in another network, so it has a name of its own
        variables["NEIGHBOUR"] = f"https://group-{group.called}.example.com"
    logs = {
        "awslogs-group": _ref("Logs"),
        "awslogs-region": _ref("AWS::Region"),
        "awslogs-stream-prefix": f"group-{g}",
    }
    return _resource(
        "ECS::TaskDefinition",
        Cpu="256",
        Memory="512",
        NetworkMode="awsvpc",
        RequiresCompatibilities=["FARGATE"],
        ExecutionRoleArn=_attribute("TaskRole", "Arn"),
        ContainerDefinitions=[
            {
                "Name": "main",
                "Image": "public.ecr.aws/nginx/nginx:1.27",
                "PortMappings": [{"ContainerPort": 8080}],
                "Environment": [{"Name": k, "Value": v} for k, v in variables.items()],
                "LogConfiguration": {"LogDriver": "awslogs", "Options": logs},
            }
        ],
    )


def _data(group: Group) -> Resources:
    g = group.number
    key = {"KmsKeyId": _attribute("Key", "Arn")} if group.encrypted else {}
    bucket: dict[str, Any] = {}
    if group.encrypted:
        encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": _attribute("Key", "Arn")}
        rules = [{"ServerSideEncryptionByDefault": encryption}]
        bucket = {"BucketEncryption": {"ServerSideEncryptionConfiguration": rules}}
    database = _resource(
        "RDS::DBInstance",
        Engine="postgres",
        DBInstanceClass="db.m6g.large",
        AllocatedStorage="100",
        DBSubnetGroupName=_ref("PublicSubnets" if group.exposed else "DataSubnets"),
        VPCSecurityGroups=[_group_id("data")],
        MultiAZ=group.multi_az,
        BackupRetentionPeriod=group.backup_days,
        StorageEncrypted=group.encrypted,
        PubliclyAccessible=group.exposed,
        MasterUsername="app",
        ManageMasterUserPassword=True,
        **key,
    )
    database |= {"DeletionPolicy": "Snapshot", "UpdateReplacePolicy": "Snapshot"}
    return {
        f"Db{g}": database,
        f"Cache{g}": _resource(
            "ElastiCache::ReplicationGroup",
            ReplicationGroupDescription=f"The cache of group {g}",
            Engine="redis",
            CacheNodeType="cache.m6g.large",
            NumCacheClusters=2,
            AutomaticFailoverEnabled=True,
            CacheSubnetGroupName=_ref("CacheSubnets"),
            SecurityGroupIds=[_group_id("data")],
        ),
        f"Bucket{g}": _resource("S3::Bucket", **bucket),
        f"Queue{g}": _resource("SQS::Queue"),
        f"Secret{g}": _resource(
            "SecretsManager::Secret", KmsKeyId=_ref("Key"), GenerateSecretString={}
        ),
    }
