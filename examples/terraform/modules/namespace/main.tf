terraform {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
}

variable "name" {
  type = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name   = var.name
    labels = var.labels
  }
}

output "name" {
  value = kubernetes_namespace_v1.this.metadata[0].name
}
