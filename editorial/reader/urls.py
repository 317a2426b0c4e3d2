"""The addresses that readers open."""

from django.urls import path

urlpatterns: list = []
