from django.urls import path

from juuristo.gatherings.views import feeds

urlpatterns = [
    path("calendar/<str:token>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("gatherings/mine/calendar/", feeds.my_calendars, name="my_calendars"),
]
