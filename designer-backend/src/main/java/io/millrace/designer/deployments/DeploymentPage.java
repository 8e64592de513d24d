package io.millrace.designer.deployments;

import io.millrace.designer.deployments.view.DeploymentView;
import java.util.List;

/** Deployments, the newest first. */
record DeploymentPage(List<DeploymentView> items) {}
